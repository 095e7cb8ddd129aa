"""Immutable values and the rules about them: measures, indicators, periods, localities, targets, permissions.

It uses no other package of the domain.
"""
