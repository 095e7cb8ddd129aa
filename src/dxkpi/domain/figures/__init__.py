"""The one table shape of figures and its arithmetic.

It may use model.
"""
