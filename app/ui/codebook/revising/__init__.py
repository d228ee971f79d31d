"""The codebook as it grows: versions, worklists, proposals, what-ifs."""
