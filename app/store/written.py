"""The words for what memos are about, how far a quote is cleared, and which queries are kept."""

from typing import Final, Literal

About = Literal["project", "document", "passage", "case", "code", "query"]
ABOUT: Final[tuple[About, ...]] = ("project", "document", "passage", "case", "code", "query")
Clearance = Literal["quote", "paraphrase", "never"]  # may be quoted, only told in other words, or neither
CLEARANCES: Final[tuple[Clearance, ...]] = ("quote", "paraphrase", "never")
QueryKind = Literal["search", "retrieve"]
QUERY_KINDS: Final[tuple[QueryKind, ...]] = ("search", "retrieve")
