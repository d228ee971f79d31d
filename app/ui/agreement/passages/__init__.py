"""The passages behind a line of the table, and its numbers taken apart."""
