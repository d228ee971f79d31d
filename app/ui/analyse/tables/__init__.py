"""Tables of what cases and documents have, in the Analyse workspace."""
