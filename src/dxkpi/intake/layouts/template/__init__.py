"""The layout `template`: the product's own workbook, the same form on screen, and blocks pasted into it.

`shape` defines what the writer writes and the reader looks for.
"""
