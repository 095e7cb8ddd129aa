"""Statistical methods as plain functions on plain sequences, each with its source.

It uses numpy and scipy at most, and no other package of the domain.
"""
