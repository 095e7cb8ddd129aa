"""What several layouts use: the layout entry, collecting figures, choosing the sheet, totals.

It may use parsing and files, and knows no single layout."""
