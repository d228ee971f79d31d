"""Texts and turns of documents that are looked at one after the other: a few statements read many of them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.coding.queries import Places
from app.documents.actions import add_document
from app.documents.turns import TextRegion
from app.store.journal import WriteSession
from tests.study import Study

COUNT = 12
TEXT = "ANA: They took the flour.\n"


@pytest.fixture
def ids(study: Study) -> list[int]:
    def add(session: WriteSession) -> list[int]:
        turn = TextRegion("turn", 0, 5, len(TEXT), "ANA", None)
        return [
            add_document(session, name=f"Short {number}", text=TEXT, regions=[turn])
            for number in range(COUNT)
        ]

    return study.project.do("Import", add)


@pytest.fixture
def reading(study: Study) -> Iterator[tuple[Session, list[str]]]:
    """A session, and the statements about texts and turns that it sends."""
    statements: list[str] = []
    with study.project.read() as session:
        engine = session.get_bind()

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if "document_text" in statement or "region" in statement:
                statements.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        yield session, statements
        event.remove(engine, "before_cursor_execute", note)


def looked_at(places: Places, ids: list[int]) -> list[tuple[str, tuple[int | None, str]]]:
    return [(places.text(document_id), places.turn(document_id, 7)) for document_id in ids]


def test_documents_that_are_expected_are_read_together(
    ids: list[int], reading: tuple[Session, list[str]]
) -> None:
    session, statements = reading
    apart = looked_at(Places(session), ids)
    each, together = len(statements), Places(session)
    together.expect((document_id, len(TEXT)) for document_id in ids)

    assert looked_at(together, ids) == apart == [(TEXT, (1, "ANA"))] * COUNT
    assert each == 2 * COUNT
    assert len(statements) - each == 2


def test_no_more_is_read_together_than_is_kept(
    ids: list[int], reading: tuple[Session, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.coding.queries.MOST_AT_HAND", 8 * len(TEXT))
    session, statements = reading
    places = Places(session)
    places.expect((document_id, len(TEXT)) for document_id in ids)

    looked_at(places, ids)
    assert len(statements) == 2 * COUNT / 4
    assert looked_at(places, ids[:1]) == [(TEXT, (1, "ANA"))]
