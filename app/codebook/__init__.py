"""The codebook: a tree of codes with their definitions."""
