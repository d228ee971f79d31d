"""What `make bench` measures: every budget of the design, at its size and at ten times its size."""
