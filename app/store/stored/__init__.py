"""What is kept for ever as JSON, in shapes of its own: closed rounds, codebook versions, decisions, votes.

Nothing here knows a table's or a query's row, so that these may change and what was stored stays readable.
What is written carries the number of its format, and a guid beside each id that a merge must follow. A field
is only added, with a default; whatever else changes is a new format, and all earlier ones are read for ever.
"""
