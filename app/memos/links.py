"""Links in a memo: [[01 Driver: the spare wheels]] names a document and words of it; pure."""

import re
from dataclasses import dataclass

LINK = re.compile(r"\[\[\s*(?P<document>[^\[\]:]+?)\s*(?::\s*(?P<words>[^\[\]]+?)\s*)?\]\]")


@dataclass(frozen=True)
class MemoLink:
    """Where a link stands in a memo [at, until), and what it names; without `words` the whole document."""

    at: int
    until: int
    document: str
    words: str


def links_in(text: str) -> list[MemoLink]:
    """The links of a memo, in their order."""
    return [
        MemoLink(match.start(), match.end(), match["document"], match["words"] or "")
        for match in LINK.finditer(text)
    ]


def link_text(document: str, words: str) -> str:
    """A link to words of a document, as it is written in a memo."""
    plain = " ".join(words.replace("[", " ").replace("]", " ").split())
    return f"[[{document}: {plain}]]" if plain else f"[[{document}]]"
