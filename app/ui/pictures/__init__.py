"""Drawings of the report painted, looked at, saved and copied."""
