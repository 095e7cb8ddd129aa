"""The uploaded file returned with its problem cells marked.

It may use every other package of intake.
"""
