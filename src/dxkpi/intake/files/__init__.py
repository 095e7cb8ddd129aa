"""A file → sheets of plain cells, one module or package per file format.

It may use problems, limits and messages; it knows no figures and no layouts.
"""
