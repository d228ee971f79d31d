"""A comparison, from the project to its rows of statistics, and why coders differ."""
