"""What a chart or page says: query, values, findings and text.

It may use every other package of the domain.
"""
