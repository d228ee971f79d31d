"""The trail of everything that was done to the project."""
