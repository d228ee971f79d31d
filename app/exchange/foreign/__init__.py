"""Projects of other programs: read as one plain value, shown before anything is taken, taken in one step."""
