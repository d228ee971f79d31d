"""Finding words in everything that a project holds, and coding what was found."""
