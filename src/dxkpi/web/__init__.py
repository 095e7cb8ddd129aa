"""The ASGI application: Streamlit's pages, their compressed front end, and the fixed addresses."""

from dxkpi.web.dashboard import serve_dashboard

__all__ = ["serve_dashboard"]
