"""`config show`: what holds here, and what set it?"""

import json
from typing import Any

import typer

from grader.cli.options import EVERY, Db, Host, Hosts, Jobs, Json, Port, Proxies
from grader.settings import DB, SETTINGS, Found, file, found
from grader.settings.kinds import Setting


def show(
    as_json: Json = False,
    host: Host = "",
    port: Port = None,
    db: Db = "",
    allowed: Hosts = EVERY,
    proxies: Proxies = EVERY,
    jobs: Jobs = None,
) -> None:
    """Show every setting, its value and what set it; options as `serve` and `batch` take them."""
    given = {"host": host, "port": port, "db": db, "hosts": allowed, "proxies": proxies,
             "jobs": jobs}  # fmt: skip
    holds = {name: found(one, given.get(name)) for name, one in SETTINGS.items()}
    shown = {name: _shown(SETTINGS[name], one.value) for name, one in holds.items()}
    path = str(file() or "")
    if as_json:
        rows = {name: {"value": shown[name], "from": one.source} for name, one in holds.items()}
        typer.echo(json.dumps({"file": path, "settings": rows}, ensure_ascii=False, indent=1))
        return
    typer.echo(f"file: {path or 'none (--config FILE, else chainrule.toml of this folder)'}")
    for name, one in holds.items():
        typer.echo(_line(SETTINGS[name], shown[name], one))


def _shown(setting: Setting[Any], value: Any) -> Any:
    """A value as others may see it."""
    from grader.records import without_password

    if setting is DB:
        return without_password(value)
    return "***" if setting.secret and value else value


def _line(setting: Setting[Any], shown: Any, found: Found[Any]) -> str:
    value = ", ".join(shown) if isinstance(shown, list) else str(shown)
    return f"{setting.name:<15}{value or '-':<32}  {found.source:<26}  {setting.meaning}"
