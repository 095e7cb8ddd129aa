"""What happens to a submission after it was sent: the queue, the decision, the sender's own list.

Each function checks the actor's permission before it reads or writes.
"""
