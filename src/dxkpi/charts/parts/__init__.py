"""What several charts share: colours and fonts, the time axis, columns, labels, marks.

It may use the views of the domain, and knows no chart kind.
"""
