"""Statistical methods as plain functions on plain sequences, each with its published source.

It may use numpy and scipy, and no other package of the product; only `snapshot`, `views` and packages above `domain`
use it.
"""
