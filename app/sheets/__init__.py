"""Coding sheets: what each coder answers of whole cases and documents."""
