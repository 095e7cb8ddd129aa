"""Long runs that look for what tests are too short for: interrupted writes, damaged files, growing memory.

`make soak` runs all of them, `make test` a few rounds of each. Each prints its number of rounds and every fault.
"""
