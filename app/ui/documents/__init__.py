"""The documents of the project: their list, import, properties and removal."""
