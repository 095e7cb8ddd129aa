"""What is counted, where and when: measures, indicators, periods, localities, targets, rules, permissions.

It uses no other package of the domain.
"""
