"""The ASGI application: Streamlit's pages, its front end made light, and the fixed addresses beside them."""

from dxkpi.web.app import create_app, serve
from dxkpi.web.dashboard import serve_dashboard

__all__ = ["create_app", "serve", "serve_dashboard"]
