"""Who codes what, and how far they are."""
