"""Finding words in everything: what is sought, what was found, and coding it."""
