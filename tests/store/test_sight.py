"""A read session shows a coder nothing of what others do in an open blind round."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.models import Assignment, Coder, Coding, Document, Round
from app.store import Project
from app.store.journal import WriteSession


@dataclass(frozen=True)
class Study:
    project: Project
    ids: dict[str, int]


def fill(session: WriteSession) -> dict[str, int]:
    ids = {
        "ana": add_coder(session, name="Ana"),
        "murat": add_coder(session, name="Murat"),
        "lena": add_coder(session, name="Lena"),
        "code": add_code(session, name="Corruption"),
        "baker": add_document(session, name="Baker", text="They took the flour."),
        "nurse": add_document(session, name="Nurse", text="We queued from four."),
    }
    for document in ("baker", "nurse"):
        for coder in ("ana", "murat"):
            apply_code(
                session, document_id=ids[document], code_id=ids["code"], coder_id=ids[coder], start=0, end=4
            )
    opened = Round(name="Round 1", name_key="round 1", kind="reliability")
    session.add(opened)
    session.flush()
    for coder in ("ana", "murat"):
        session.add(Assignment(document_id=ids["baker"], coder_id=ids[coder], round_id=opened.id))
    return ids | {"round": opened.id}


@pytest.fixture
def blind(tmp_path: Path) -> Any:
    with Project.create(str(tmp_path / "study.intercoder")) as project:
        yield Study(project, project.do("Fill", fill))


def seen(study: Study, coder: str | None) -> set[tuple[str, str]]:
    study.project.coder_id = study.ids[coder] if coder else None
    with study.project.read() as session:
        rows = session.execute(
            select(Document.name, Coder.name)
            .join(Coding, Coding.document_id == Document.id)
            .join(Coder, Coder.id == Coding.coder_id)
        )
        return {(row[0], row[1]) for row in rows}


FREE = {("Nurse", "Ana"), ("Nurse", "Murat")}


@pytest.mark.parametrize(
    ("coder", "own"),
    [("ana", {("Baker", "Ana")}), ("murat", {("Baker", "Murat")}), ("lena", set()), (None, set())],
)
def test_each_coder_sees_only_the_own_codings_of_a_blind_round(
    blind: Study, coder: str | None, own: set[tuple[str, str]]
) -> None:
    assert seen(blind, coder) == FREE | own


def test_counts_aliases_and_rows_are_narrowed_like_everything_else(blind: Study) -> None:
    blind.project.coder_id = None
    other = aliased(Coding)
    with blind.project.read() as session:
        assert session.scalar(select(func.count()).select_from(Coding)) == 2
        assert session.scalar(select(func.count(other.id))) == 2
        assert len(session.scalars(select(Coding)).all()) == 2
        assert session.get(Coding, 1) is None
        assert session.scalar(select(func.count(Coding.id)).execution_options(everything=True)) == 4


def test_a_new_coder_in_a_blind_round_sees_nothing_that_others_coded_there_before(blind: Study) -> None:
    ids = blind.ids

    def calibrate(session: WriteSession) -> None:
        session.add(Assignment(document_id=ids["nurse"], coder_id=ids["lena"], round_id=ids["round"]))

    blind.project.do("Calibrate", calibrate)
    assert seen(blind, "lena") == set()
    assert seen(blind, None) == FREE


def test_when_the_round_is_closed_everybody_sees_everything(blind: Study) -> None:
    def close(session: WriteSession) -> None:
        session.get_one(Round, blind.ids["round"]).closed_at = "2026-01-01T00:00:00Z"

    blind.project.do("Close", close)
    assert len(seen(blind, None)) == 4


def test_a_repeat_is_seen_by_nobody_but_the_coder_who_codes_it(blind: Study) -> None:
    ids = blind.ids

    def repeat(session: WriteSession) -> None:
        again = add_document(session, name="R1", text="They took the flour.")
        session.get_one(Document, again).repeat_of_id = ids["baker"]
        session.add(Assignment(document_id=again, coder_id=ids["ana"], round_id=ids["round"]))
        apply_code(session, document_id=again, code_id=ids["code"], coder_id=ids["ana"], start=0, end=4)

    blind.project.do("Repeat", repeat)
    assert ("R1", "Ana") in seen(blind, "ana")
    for coder in ("murat", None):
        assert all(document != "R1" for document, _ in seen(blind, coder))
        with blind.project.read() as session:
            assert session.scalar(select(func.count(Document.id))) == 2
