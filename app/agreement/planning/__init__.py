"""How much to code twice, and which documents or turns."""
