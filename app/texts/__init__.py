"""Texts that change: versions, everything that moves with them, and what coders look at again."""
