"""What can be worked out about suppressed counts from everything that is served: an attack by linear programming."""
