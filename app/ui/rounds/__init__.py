"""Rounds in the window: what is planned, how far everybody is, and what closing does."""
