"""More like this: sentences like those that somebody has coded, ranked by the own codings alone."""
