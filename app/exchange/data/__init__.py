"""A study as data for others: tables, statistics, text analysis, networks, and JSON that loses nothing."""
