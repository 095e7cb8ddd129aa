"""The ASGI application: Streamlit's pages, its front end made light, and the fixed addresses beside them."""

from dxkpi.web.app import create_app, serve

__all__ = ["create_app", "serve"]
