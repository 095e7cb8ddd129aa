"""What administrators do: accounts, deadlines, targets, boundary changes, the audit log.

Each function checks the actor's permission before it reads or writes.
"""
