"""Figures that contradict each other: rules of the form, periods, shares, sums over localities.

It may use `figures`, `model` and what `ratios` of this package computes; the checks of uploads use it too.
"""
