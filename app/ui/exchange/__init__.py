"""What goes out of a project and comes in as files: the workbook and study folders."""
