"""The text of a document with its codings painted behind it and their stripes beside it."""
