"""Sheets → figures and problems. One module or package per layout.

Layouts may use files and parsing, and know nothing of the checks.
"""
