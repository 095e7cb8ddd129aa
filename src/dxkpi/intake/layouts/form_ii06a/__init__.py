"""The layout `form_ii06a`: form II.06a/VPCP/KSTT as offices fill it in.

Header, headings and rows are found first, each with its problems; `reader` then takes the figures.
"""
