"""A passage as a score: its lines, and everybody's codings under them."""
