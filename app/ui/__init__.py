"""Everything with a pixel; the only package that knows Qt."""
