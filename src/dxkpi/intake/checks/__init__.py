"""Checks of an upload's figures: identities, plausibility, outliers, cumulative quarters.

They turn figures into problems; they may use layouts and everything below.
"""
