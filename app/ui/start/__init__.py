"""What is seen before a project is open: make one, open one, or look at the sample study."""
