"""The text of a cell → a number, a period, a locality, a word of a table.

It may use files, and knows no layouts.
"""
