"""Keeps the words of documents and memos back: no five in a row leave the project by another door."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np
import regex  # type: ignore[import-untyped]  # has no stubs
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.queries import CodeRow
from app.models import (
    Coding,
    Decision,
    DiscussionNote,
    Document,
    DocumentProperty,
    DocumentText,
    Memo,
    Proposal,
    Quote,
    TextCheck,
)

RUN = 5
GAP = "[…]"
_REMEMBERED = 100_000  # texts whose outcome is kept at hand

# Letters and digits; where words are not told by spaces each character is one, as everywhere in the program.
_SPACELESS = (
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}\p{Javanese}\p{Balinese}]"
)
_WORD = regex.compile(rf"(?V1)[[\p{{L}}\p{{N}}_]--{_SPACELESS}]++|{_SPACELESS}")


class Withheld:
    """Knows all runs of five words of some texts, whatever their case and punctuation.

    `names` says what stands for a name that has such a run itself, as a code's name that is a quote may.
    """

    def __init__(self, sources: Iterable[str], names: Mapping[str, str]) -> None:
        hashes = [np.fromiter(_runs(_words(text)), np.int64) for text in sources]
        self._hashes: NDArray[np.int64] = np.unique(np.concatenate([np.empty(0, np.int64), *hashes]))
        self.masked = lru_cache(_REMEMBERED)(self._masked)
        hit = {name: other for name, other in names.items() if any(self._hits(_words(name)))}
        self._names = sorted(hit.items(), key=lambda pair: -len(pair[0]))

    def _masked(self, text: str) -> str:
        """The text with a gap in place of each run, and names that have one as they are to be called."""
        for name, other in self._names:
            text = text.replace(name, other)
        words = list(_WORD.finditer(text))
        if len(words) < RUN:
            return text
        pieces, reached, end = [], 0, 0
        for first in self._hits([word[0].casefold() for word in words]):
            begin = words[first].start()
            if begin >= end:
                pieces += [text[reached:begin], GAP]
            reached = end = words[first + RUN - 1].end()
        return "".join([*pieces, text[reached:]])

    def _hits(self, words: Sequence[str]) -> list[int]:
        """Where runs that are known begin."""
        runs = np.fromiter(_runs(words), np.int64)
        return np.flatnonzero(np.isin(runs, self._hashes)).tolist() if len(runs) else []


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _runs(words: Sequence[str]) -> Iterator[int]:
    return map(hash, zip(*(islice(words, offset, None) for offset in range(RUN)), strict=False))


def withheld(session: Session, codes: Sequence[CodeRow]) -> Withheld:
    """What no text may say: documents in all their versions, memos, notes, and what people wrote."""
    columns = (
        DocumentText.text,
        DocumentText.reason,
        Document.note,
        DocumentProperty.value,
        Coding.memo,
        TextCheck.memo,
        Decision.note,
        DiscussionNote.text,
        Proposal.text,
        Proposal.answer,
        Memo.text,
        Quote.wording,
        Quote.translation,
        Quote.note,
    )
    sources = (text for column in columns for text in session.scalars(select(column).where(column != "")))
    return Withheld(sources, {code.name: f"code {index}" for index, code in enumerate(codes, start=1)})
