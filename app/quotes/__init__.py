"""The quote bank: passages that were chosen to be quoted, how they may be, and where they were."""
