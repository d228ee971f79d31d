"""What settles or tells of many disagreements at once: rules, similar ones, feedback."""
