"""Cases and attributes: a grid to fill, tables in and out, and what is known in sight while coding."""
