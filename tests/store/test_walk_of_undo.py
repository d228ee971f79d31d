"""Undoing much, one step after the other: no step costs more than the one before."""

import pytest
from sqlalchemy import event

from tests.study import Study

PASSAGES = ("They", "took", "flour", "We", "queued", "four", "He", "stayed")


def statements_of(study: Study, what: str) -> list[int]:
    """How many statements undo() or redo() sends, each time."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    with study.project.read() as session:
        engine = session.get_bind()
    counts = []
    event.listen(engine, "before_cursor_execute", note)
    for _ in PASSAGES:
        before = len(sent)
        assert getattr(study.project, what)() is not None
        counts.append(len(sent) - before)
    event.remove(engine, "before_cursor_execute", note)
    return counts


@pytest.fixture
def coded(study: Study) -> Study:
    """Codings by Ana; whoever looks is nobody, so that each step is asked about."""
    for words in PASSAGES:
        study.code(words)
    study.project.coder_id = None
    return study


def test_the_last_of_many_undos_sends_as_many_statements_as_the_first(coded: Study) -> None:
    counts = statements_of(coded, "undo")
    assert max(counts[1:]) <= counts[0]


def test_the_last_of_many_redos_sends_as_many_statements_as_the_first(coded: Study) -> None:
    statements_of(coded, "undo")
    counts = statements_of(coded, "redo")
    assert max(counts[1:]) <= counts[0]
