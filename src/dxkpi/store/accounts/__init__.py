"""Accounts and their sessions.

It may use the tables, the engine and the audit log of the store.
"""
