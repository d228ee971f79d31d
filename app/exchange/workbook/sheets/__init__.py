"""The sheets of the workbook, one module each, and what some of them share."""
