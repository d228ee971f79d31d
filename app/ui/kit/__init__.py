"""Parts of which the window is made and which know nothing of projects: words, boxes, dialogs, forms."""
