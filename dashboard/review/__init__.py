"""Parts of the page where submissions are decided."""
