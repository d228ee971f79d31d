"""The people who code."""
