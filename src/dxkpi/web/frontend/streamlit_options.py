"""Streamlit's options, set in code: the program runs in an empty folder, whatever stands in a config file."""

from __future__ import annotations

from streamlit import config, net_util

from dxkpi.limits import MAX_BROWSER_UPLOAD, MEGABYTE
from dxkpi.web.frontend.theme import theme_options

SERVER_OPTIONS: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "global.developmentMode": False,
    "logger.enableRich": False,  # a log is read in files: no colours, no boxes
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


def set_options() -> None:
    """Sets all options; to be called before the application is made."""
    for name, value in (SERVER_OPTIONS | theme_options()).items():
        config.set_option(name, value)
    # Asked whether a request from another site is allowed, Streamlit would ask a host on the internet for the
    # public address of this machine. The product talks to no other host.
    net_util.get_external_ip = lambda: None
