"""What several layouts use: collecting figures, choosing the sheet, totals."""
