"""Retrieving passages by a query that reads as a sentence."""
