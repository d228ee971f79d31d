"""What is looked at beside the table: groups, why, heat maps, figures."""
