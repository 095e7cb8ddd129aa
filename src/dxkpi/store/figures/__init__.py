"""Reading and comparing the figures of a vintage.

It may use the tables and the engine of the store.
"""
