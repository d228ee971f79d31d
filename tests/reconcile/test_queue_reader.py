"""A queue of which the first rows are wanted: they are those of the whole queue, and no more is looked at."""

import random
from collections.abc import Collection
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from app.agreement.study.material import Scope, material
from app.coding.actions import remove_codings
from app.jobs import Job
from app.models import Coding
from app.reconcile.actions import decide_many
from app.reconcile.originals import OriginalsReader
from app.reconcile.possible import ground
from app.reconcile.queries import QueueReader, QueueRow, queue
from app.reconcile.rules import OneCoder, preview
from app.store import Project
from tests.agreement.projects import project_of

TEXT = "ANA: They took the flour. BEN: We queued, all of us, from four.\n" * 4
PEOPLE = ("Ana", "Ben", "Eve")
CODES = ("Money", ("Feeling", None, True), ("Anger", "Feeling", False), ("Fear", "Feeling", False))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Nine documents; some decided, and of two of these decisions nothing is left."""
    chance = random.Random(3)
    names = [f"Document {index}" for index in range(9)]
    documents = [(name, TEXT, PEOPLE if index % 3 else PEOPLE[:2], None) for index, name in enumerate(names)]
    codings = []
    for _ in range(120):
        start = chance.randrange(len(TEXT) - 50)
        code = chance.choice(("Money", "Anger", "Fear"))
        codings.append(
            (chance.choice(names[:8]), chance.choice(PEOPLE), code, start, start + chance.randrange(5, 45))
        )
    both = [
        ("Document 8", coder, code, 5, 24) for coder in PEOPLE for code in ("Anger", "Fear")
    ]  # agreed, and exclusive all the same
    made = project_of(tmp_path, documents, [*codings, *both], codes=CODES, coders=PEOPLE)
    with made.read() as session:
        chosen = preview(queue(session)[:30], [OneCoder(1, "Ana")], ground(session))
    made.do("Settle", decide_many, choices=chosen.choices, coder_id=None)
    for document_id in (1, 2):
        made.do("Remove", remove_codings, coding_ids=codings_in(made, document_id), coder_id=1)
    return made


def codings_in(project: Project, document_id: int) -> list[int]:
    with project.read() as session:
        rows = session.query(Coding.id).filter(Coding.document_id == document_id, Coding.coder_id == 1)
        return [row[0] for row in rows]


def reader(session: Any) -> QueueReader:
    return QueueReader(session, None, material(session, Scope(unit="character")), Job())


def told(row: QueueRow) -> tuple[object, ...]:
    item = row.item
    return (
        *(item.key, item.document_id, item.start, item.end, item.kind, item.code_ids, item.coders),
        *(row.status, row.decision and row.decision.id, row.gone),
    )


def test_rows_read_portion_by_portion_are_those_of_the_whole_queue(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.reconcile.queries.PORTION", 10)
    with project, project.read() as session:
        whole, portions = queue(session), list(reader(session).rows())
        people = reader(session).everybody()

    assert [told(row) for row in portions] == [told(row) for row in whole]
    assert [row.item.weight for row in portions] == pytest.approx([row.item.weight for row in whole])
    assert {row.status for row in whole} >= {"open", "settled", "changed"}
    assert any(row.gone for row in whole)
    assert people == {coder for row in whole if row.item.kind != "agreed" for coder in row.item.coders}


def test_who_takes_part_counts_where_nobody_differs_but_codes_exclude_each_other(project: Project) -> None:
    with project, project.read() as session:
        assert reader(session).everybody([9]) == {1, 2, 3}


def test_the_first_rows_read_the_codings_of_the_first_documents_only(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.reconcile.queries.PORTION", 10)
    asked: list[Collection[int] | None] = []
    read = OriginalsReader.read

    def noted(self: OriginalsReader, ids: Collection[int] | None = None, job: Job | None = None) -> Any:
        asked.append(ids)
        return read(self, ids, job)

    monkeypatch.setattr(OriginalsReader, "read", noted)
    with project, project.read() as session:
        assert len(list(islice(reader(session).rows(), 3))) == 3

    assert len(asked) == 1
    assert set(asked[0] or range(9)) < {1, 2, 3}
