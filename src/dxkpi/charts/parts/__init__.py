"""What several charts share: what a chart kind is, colours and fonts, the time axis, columns, labels, marks.

It may use the views of the domain, and knows no kind in particular.
"""
