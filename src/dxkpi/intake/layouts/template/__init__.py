"""The layout `template`: the product's own workbook, also on screen and pasted from a spreadsheet."""
