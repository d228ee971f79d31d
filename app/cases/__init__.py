"""Whom and what a study is about, what belongs to each, and what is known of them."""
