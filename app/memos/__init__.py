"""Memos: what people write about the project, documents, passages, cases, codes and queries."""
