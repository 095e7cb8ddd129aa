"""Submissions and what belongs to them: values, decisions, comments, drafts, flags, reports.

It may use the tables, the engine and the figures of the store.
"""
