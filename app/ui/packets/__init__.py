"""Work that is given out, returned and taken in, as the window shows it."""
