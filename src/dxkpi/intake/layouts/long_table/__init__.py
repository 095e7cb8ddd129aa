"""The layout `long_table`: one figure per row.

It uses layouts/shared and parsing only.
"""
