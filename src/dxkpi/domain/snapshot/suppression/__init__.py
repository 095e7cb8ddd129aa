"""Which counts are suppressed: sensitive ones, and others so that no sensitive one follows from what is shown.

It may use `boundaries`, `figures` and `model`. Source: Hundepool et al., Statistical Disclosure Control (2012), on
primary and secondary cell suppression.
"""
