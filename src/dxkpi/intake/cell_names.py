"""Columns and cells as spreadsheets name them: column 0 is A, column 26 is AA.

openpyxl has these two functions too, but importing it takes longer than reading most files.
"""

from __future__ import annotations


def column_letters(position: int) -> str:
    """The letters of a column, counted from 0: 0 → A, 26 → AA."""
    letters = ""
    position += 1
    while position:
        position, remainder = divmod(position - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def column_position(letters: str) -> int:
    """The position of a column, from 0, by its letters: A → 0, AA → 26."""
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1
