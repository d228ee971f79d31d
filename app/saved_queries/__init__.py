"""Searches and retrievals under a name."""
