"""The disagreements to walk through: which are shown, and how they are read."""
