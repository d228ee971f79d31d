"""The tree of codes beside the text."""
