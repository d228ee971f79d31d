"""Retrieval: which passages are coded so, near or within what, by whom, where and how."""
