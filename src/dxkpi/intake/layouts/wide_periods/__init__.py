"""The layout `wide_periods`: one row per locality, one column per period.

It uses layouts/shared and parsing only.
"""
