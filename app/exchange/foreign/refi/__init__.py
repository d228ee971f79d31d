"""REFI-QDA, the exchange standard of qualitative programs: its projects (.qdpx) and codebooks (.qdc)."""
