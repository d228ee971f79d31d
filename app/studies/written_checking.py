"""Whether memos, quotes and saved queries of a study fit together."""

from collections.abc import Iterator

from app.store.stored.queries import is_readable
from app.store.written import ABOUT, CLEARANCES, QUERY_KINDS
from app.studies.rows import Study


def unsound_writing(study: Study) -> Iterator[str]:
    """Everything that is wrong with memos, quotes and saved queries, as sentences."""
    for what, words, known in (
        ("thing that a memo is about", {memo.about for memo in study.memos}, ABOUT),
        ("clearance of a quote", {quote.clearance for quote in study.quotes}, CLEARANCES),
        ("kind of saved query", {query.kind for query in study.queries}, QUERY_KINDS),
    ):
        for word in sorted(words - set(known)):
            yield f"There is no {what} “{word}”."
    for query in study.queries:
        if not is_readable(query.definition, query.seen):
            yield f"What “{query.name}” asks for can't be read."
    yield from _references(study)
    yield from _passages(study)


def _references(study: Study) -> Iterator[str]:
    cases = {row.guid for row in study.cases} | {""}
    queries = {row.guid for row in study.queries} | {""}
    codes = {row.guid for row in study.codes} | {""}
    if any(memo.case not in cases or memo.query not in queries for memo in study.memos):
        yield "The case or the query that a memo is about is missing."
    if any(row.code not in codes for rows in (study.memos, study.quotes) for row in rows):
        yield "The code of a memo or a quote is missing."
    if any(memo.private and not memo.coder for memo in study.memos):
        yield "A private memo is nobody's."


def _passages(study: Study) -> Iterator[str]:
    lengths = {document.about.guid: document.about.length for document in study.documents}
    for what, rows in (("memo", study.memos), ("quote", study.quotes)):
        for row in rows:
            length = lengths.get(row.document)
            if row.document and length is None:
                yield f"The document of a {what} is missing."
            elif (row.start is None) != (row.end is None):
                yield f"The passage of a {what} has one end only."
            elif not _within(row.start, row.end, length):
                yield f"Outside its text lies the passage of a {what}."


def _within(start: int | None, end: int | None, length: int | None) -> bool:
    if start is None or end is None:
        return True
    return length is not None and 0 <= start < end <= length
