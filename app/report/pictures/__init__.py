"""Pictures of a study: what is counted for each, its table, and how it is drawn."""
