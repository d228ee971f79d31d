"""Adding codes and changing, merging, splitting and deleting them."""
