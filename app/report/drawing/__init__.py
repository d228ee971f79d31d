"""Drawings as data: shapes, inks and marks, laid out without Qt and painted by app.ui.pictures."""
