"""The ASGI application: Streamlit's pages, its front end made light, and the fixed addresses beside them."""

from dxkpi.web.dashboard import serve_dashboard
from dxkpi.web.server import create_app, serve

__all__ = ["create_app", "serve", "serve_dashboard"]
