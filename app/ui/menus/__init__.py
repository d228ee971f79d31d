"""The menu bar: one module per menu, each with a `fill` that adds its actions to the registry."""
