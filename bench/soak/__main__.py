"""`python -m bench.soak [PART …] [--rounds N]`."""

from bench.soak.run import main

main()
