"""Memos in one place, and the quote bank."""
