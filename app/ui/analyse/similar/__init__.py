"""The page of sentences like those that are coded: accepted and declined by key."""
