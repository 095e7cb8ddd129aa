"""The text of a cell → a number, a period, a locality, or a word with a meaning in tables.

It may use files, problems and the domain; it knows no layouts.
"""
