"""Whole copies of a project that went separate ways, brought together from their common past."""
