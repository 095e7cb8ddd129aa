"""The uploaded file returned with its problem cells marked and a list of its problems.

It may use every other package of intake.
"""
