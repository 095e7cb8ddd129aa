"""Accounts, their sessions and the audit log.

It may use the tables and the engine of the store.
"""
