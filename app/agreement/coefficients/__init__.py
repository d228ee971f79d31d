"""Coefficients, on given units and on free spans: pure functions from tables to a value or a reason."""
