"""What became of an administrative unit, and on which boundaries figures are read.

It may use model and figures.
"""
