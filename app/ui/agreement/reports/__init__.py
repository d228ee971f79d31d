"""What a comparison is good for: methods text, planner, and published examples."""
