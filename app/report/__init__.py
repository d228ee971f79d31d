"""What is told of a project and its numbers, once for window, workbook and command line."""
