"""Work that is given out to coders' own computers and taken in again; copies that are brought together."""
