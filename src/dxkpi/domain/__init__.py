"""What is counted and what follows from it: pure functions and immutable data, without database, charts or pages.

It may use `errors` and `locale`, and inside it calls run from `views` down to `model`; import from the modules.
"""
