"""Coding sheets in files: the variables that somebody defines in a table, and answers out and back in."""
