"""The layout `long_table`: one figure per row."""
