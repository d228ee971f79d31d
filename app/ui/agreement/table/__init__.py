"""The table of agreement: its lines, and how they are shown and copied."""
