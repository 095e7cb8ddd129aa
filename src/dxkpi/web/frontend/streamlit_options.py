"""Streamlit's options, set in code: the program runs in any folder and ignores Streamlit's configuration files."""

from __future__ import annotations

from dxkpi.limits import MAX_BROWSER_UPLOAD, MEGABYTE
from dxkpi.web.frontend.theme import theme_options
from dxkpi.web.private_api import never_ask_for_public_address, set_options

SERVER_OPTIONS: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "global.developmentMode": False,
    "logger.enableRich": False,  # logs are read in files: no colours, no boxes
    "logger.hideWelcomeMessage": True,
    "logger.level": "warning",
    "runner.fastReruns": True,
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": True,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": MAX_BROWSER_UPLOAD // MEGABYTE,
    "server.runOnSave": False,
    "server.showEmailPrompt": False,
}


def configure_streamlit() -> None:
    """Set all options. Call it before the application is created."""
    set_options(SERVER_OPTIONS | theme_options())
    never_ask_for_public_address()
