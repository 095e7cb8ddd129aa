"""What became of administrative units: boundary changes, and figures restated on the boundaries of another day.

It may use `figures` and `model`.
"""
