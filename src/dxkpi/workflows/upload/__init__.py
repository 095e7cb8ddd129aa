"""From a file or a form to a submission: preview, effects on rates, submit, file import, clipboard.

Figures are checked by intake and written by the store.
"""
