"""Parts of the pages that show figures."""
