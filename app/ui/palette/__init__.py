"""The command palette (Ctrl+K): every action, document and code by name."""
