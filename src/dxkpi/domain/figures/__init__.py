"""The table of figures: its shape, rows by locality, and merging of vintages.

It may use `model`.
"""
