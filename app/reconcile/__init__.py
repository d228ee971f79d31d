"""Reconciliation: disagreements as items, decisions on them, and the consensus that they make."""
