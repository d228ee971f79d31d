"""The Code workspace: documents, the text with its codings, the codebook."""
