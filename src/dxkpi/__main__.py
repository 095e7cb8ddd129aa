"""`python -m dxkpi` is the command `dxkpi`."""

from dxkpi.cli import main

main()
