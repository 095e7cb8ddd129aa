"""What is measured, and against what. `python -m bench` runs it; README.md says how to read it."""
