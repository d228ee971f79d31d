"""Published examples, computed by the code that makes the product's numbers."""
