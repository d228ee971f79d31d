"""Codings: applying codes to passages, and finding the passages again."""
