"""What is counted and what may be said of it: pure functions and frozen data, no store, no chart, no screen."""
