"""The codebook as a spreadsheet, out and back in."""
