"""A study as one value, keyed by guid: out of a project, and into an empty one.

The study folder is one rendering of it. Nothing here knows files or words of the interface.
"""
