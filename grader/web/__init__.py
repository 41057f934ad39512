"""The site.  What must be set before Gradio is imported is set here."""

import os
import secrets
import tempfile

_SETTINGS = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    # Without these two, every event summarises all events since the start.
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_SHARE": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}

for _name, _value in _SETTINGS.items():
    os.environ.setdefault(_name, _value)
# Gradio's own default is a folder that everybody on the machine shares, and could have made before.
if "GRADIO_TEMP_DIR" not in os.environ:
    name = f"chainrule-{secrets.token_hex(8)}"
    os.environ["GRADIO_TEMP_DIR"] = os.path.join(tempfile.gettempdir(), name)
