"""What can be set?"""

import os
from pathlib import Path
from typing import Any

from grader.settings.kinds import TEXT, TEXTS, Setting, number


def _cache() -> str:
    """The place that the desktop convention gives to caches."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return str(Path(home) / "chainrule")


DB = Setting(
    "db",
    TEXT,
    lambda: str(Path("data") / "chainrule.db"),
    "where the records are: a SQLite file, or a PostgreSQL URL",
    option="--db",
    secret=True,
)
HOST = Setting("host", TEXT, lambda: "127.0.0.1", "the address to listen on", "--host")
PORT = Setting("port", number(0, 65535), lambda: 7860, "the port to listen on", "--port")
HOSTS = Setting("hosts", TEXTS, list, "names by which people reach the site", "--allow-host")
PROXIES = Setting("proxies", TEXTS, list, "proxies in front of the site", "--proxy")
METRICS_TOKEN = Setting(
    "metrics_token", TEXT, str, "lets others than this machine read /metrics", secret=True
)
JOBS = Setting(
    "jobs", number(1, 1000), lambda: os.cpu_count() or 1, "processes that grade", "--jobs"
)
CACHE = Setting("cache", TEXT, _cache, "folder for simulated mistakes; may be emptied")
SANDBOX = Setting("sandbox", TEXT, str, "walls around programs; empty: the best there are")
ZONE = Setting(
    "zone", TEXT, lambda: "UTC", "the time zone of platforms whose times name none", "--zone"
)
IMPORTS = Setting("imports", TEXTS, list, "further modules that programs may import")

SETTINGS: dict[str, Setting[Any]] = {
    setting.name: setting
    for setting in (
        DB, HOST, PORT, HOSTS, PROXIES, METRICS_TOKEN, JOBS, ZONE, CACHE, SANDBOX, IMPORTS,
    )
}  # fmt: skip
