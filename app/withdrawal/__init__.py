"""Interviews that are withdrawn: what they touch, and how they go from everywhere, for good."""
