"""One disagreement: its passage, what the team says of it, and how it is settled."""
