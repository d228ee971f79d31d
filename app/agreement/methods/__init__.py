"""What a paper says of a comparison: its methods paragraph, its table and its sources."""
