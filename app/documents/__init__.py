"""The texts of a study: how they are cleaned, divided into turns, and stored."""
