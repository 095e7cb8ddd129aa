"""Parts of the page that takes figures."""
