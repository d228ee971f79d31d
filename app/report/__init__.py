"""What is told of agreement and of reconciliation, once for window, workbook and command line."""
