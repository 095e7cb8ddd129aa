"""The values of one vintage: ratios, sums over localities, restated boundaries, disclosure control.

It may use model, figures, boundaries and stats.
"""
