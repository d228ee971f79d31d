"""The Agreement workspace: how far coders agree, and the passages behind every number."""
