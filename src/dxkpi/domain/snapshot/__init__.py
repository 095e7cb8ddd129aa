"""Values of one vintage: ratios, sums over localities, restatement, rule violations, disclosure control.

It may use `boundaries`, `figures`, `model` and `stats`.
"""
