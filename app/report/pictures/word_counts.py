"""How often each word is said in documents: without whoever asks, labels, what isn't codable, stop words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.documents.queries import DocumentRow, regions, texts
from app.documents.said import said_in
from app.documents.stop_words import stop_words_of
from app.documents.words import tokens
from app.folding import folded
from app.jobs import Job
from app.translation import tr

AT_ONCE = 50  # documents
SHORTEST = 2  # letters of a word in a script with spaces
LONGEST = 60


@dataclass(frozen=True)
class WordCount:
    """A word as it is written most often, how often it is said, and in how many documents."""

    word: str
    count: int
    documents: int


def word_counts(
    session: Session, documents: Sequence[DocumentRow], *, with_interviewer: bool, job: Job
) -> list[WordCount]:
    """Every word that isn't a stop word of its text's language, the most frequent first.

    Words are the same however they are written (`app.folding`); numbers and single letters are left out.
    """
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for first in range(0, len(documents), AT_ONCE):
        portion = documents[first : first + AT_ONCE]
        by_id = texts(session, [row.id for row in portion])
        for offset, row in enumerate(portion):
            job.step(first + offset, len(documents), tr("Counting words"))
            if row.id not in by_id:
                continue
            stretches = said_in(row, regions(session, row.id), with_interviewer=with_interviewer)
            written = _written(by_id[row.id], stretches)
            in_text: Counter[str] = Counter()
            for form, count in written.items():
                word = folded(form)
                in_text[word] += count
                forms[word][form] += count
            stop_words = stop_words_of(row.language, in_text)
            content = {word: count for word, count in in_text.items() if _counts(word, stop_words)}
            counts.update(content)
            spread.update(content.keys())
    return [
        WordCount(_form(forms[word]), count, spread[word])
        for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _written(text: str, stretches: Iterable[tuple[int, int]]) -> Counter[str]:
    written: Counter[str] = Counter()
    for start, end in stretches:
        written.update(text[first:last] for first, last in tokens(text, start, end))
    return written


def _counts(word: str, stop_words: frozenset[str]) -> bool:
    if word in stop_words or len(word) > LONGEST or not any(letter.isalpha() for letter in word):
        return False
    return len(word) >= SHORTEST or ord(word) > 0x2E80  # a written character of Chinese is a word


def _form(forms: Counter[str]) -> str:
    """The form that is written most often; in small letters rather than as a sentence begins."""
    return min(forms, key=lambda form: (-forms[form], form.swapcase()))
