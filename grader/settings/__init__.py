"""What is set, and by whom?  An option, the environment, a TOML file or a default, in this order.

The setting `port` is the option --port, the variable CHAINRULE_PORT, and in the file `port = 7860`.
The file is the one that CHAINRULE_CONFIG names, else chainrule.toml of the working directory.
"""

from grader.settings.finding import CONFIG, Found, Unusable, chosen, file, found
from grader.settings.table import (
    CACHE,
    DB,
    HOST,
    HOSTS,
    IMPORTS,
    JOBS,
    METRICS_TOKEN,
    PORT,
    PROXIES,
    SANDBOX,
    SETTINGS,
    ZONE,
)

__all__ = [
    "CACHE",
    "CONFIG",
    "DB",
    "HOST",
    "HOSTS",
    "IMPORTS",
    "JOBS",
    "METRICS_TOKEN",
    "PORT",
    "PROXIES",
    "SANDBOX",
    "SETTINGS",
    "ZONE",
    "Found",
    "Unusable",
    "chosen",
    "file",
    "found",
]
