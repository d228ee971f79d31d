"""A retrieval as it is saved: its sentence, and the guids of the codes that it names."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.codebook.queries import codebook
from app.names import key
from app.retrieve.asked import AnyCode, Asked, CodeNamed, RetrieveQuery, codes_in
from app.retrieve.sentence import parsed, text_of
from app.store.stored.queries import definition_written

SENTENCE, CODES = "sentence", "codes"


def definition_of(session: Session, query: RetrieveQuery) -> str:
    """What is kept of a query."""
    guids = {key(row.name): row.guid for row in codebook(session)}
    named = [code for code in codes_in(query.asked) if isinstance(code, CodeNamed)]
    codes = {code.name: guids[key(code.name)] for code in named if key(code.name) in guids}
    return definition_written({SENTENCE: text_of(query), CODES: codes})


def query_of(session: Session, asked: Mapping[str, Any]) -> RetrieveQuery:
    """The query that was kept, with its codes as they are called now."""
    guids: Mapping[str, str] = asked.get(CODES, {})
    names = {row.guid: row.name for row in codebook(session)}

    def now(code: CodeNamed) -> CodeNamed:
        guid = guids.get(code.name, "")
        return CodeNamed(names.get(guid, code.name), code.alone, guid)

    query = parsed(str(asked[SENTENCE]))
    return replace(query, asked=_with_codes(query.asked, now))


def _with_codes(asked: Asked, now: Callable[[CodeNamed], CodeNamed]) -> Asked:
    if isinstance(asked, AnyCode):
        return asked
    if isinstance(asked, CodeNamed):
        return now(asked)
    return replace(asked, left=_with_codes(asked.left, now), right=_with_codes(asked.right, now))
