"""Free spans: the continuum that coders divide, its borders and regions, and the sweep over it."""
