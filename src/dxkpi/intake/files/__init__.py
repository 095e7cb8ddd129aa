"""A file → sheets of plain cells. One module per file format.

It knows no figures and no layouts.
"""
