"""A closed round shows the version of a text that was coded in it, whatever the text is now."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from app.agreement.study.intake import NamedIds, WithLayers
from app.agreement.study.material import Scope
from app.agreement.study.results import study as compared
from app.commands.disagreements import quotes_of
from app.documents.queries import text
from app.exchange.workbook import write_workbook
from app.exchange.workbook.choices import WorkbookChoices
from app.jobs import Job
from app.models import Coder, Coding
from app.reconcile.actions import decide
from app.reconcile.feedback import feedback
from app.reconcile.outcomes import result_of
from app.reconcile.queries import QueueRow, queue
from app.rounds.actions import close_round, complete_document, create_round
from app.rounds.texts import PlacesThen, texts_then, to_today
from app.store.check import problems
from app.texts.actions import correct_text, restore_version
from app.ui.document_source import document_text
from tests.study import BAKER, Study

FLOUR = "the flour for themselves"


@pytest.fixture
def closed(study: Study) -> tuple[Study, int]:
    """Ana and Murat differ about the flour in a closed round; then the text is corrected."""
    people = [study.ana, study.murat]
    round_id = study.project.do(
        "Plan", create_round, name="First", document_ids=[study.baker], coder_ids=people
    )
    study.code(FLOUR)
    for coder_id in people:
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder_id)
    study.project.do("Close", close_round, round_id=round_id)
    return study, round_id


def change(study: Study) -> None:
    start = BAKER.index("They took")
    place = {"document_id": study.baker, "start": start, "end": start + 4}
    study.project.do("Correct", correct_text, **place, words="The soldiers who came at night")


def rows_of(study: Study, round_id: int) -> list[QueueRow]:
    with study.project.read() as session:
        return queue(session, round_id)


def numbers(study: Study, round_id: int) -> dict[Any, Any]:
    with study.project.read() as session:
        found = compared(session, Scope(unit="token", round_id=round_id), statistics="all", by=("code",))
    return {(row.code, row.statistic): (row.value.value, row.value.reason) for row in found.rows}


def test_its_agreement_and_its_queue_stay_what_they_were(closed: tuple[Study, int]) -> None:
    study, round_id = closed
    before, was = numbers(study, round_id), rows_of(study, round_id)
    change(study)
    assert numbers(study, round_id) == before
    after = rows_of(study, round_id)
    assert [row.item.key for row in after] == [row.item.key for row in was]
    with study.project.read() as session:
        places = [(row.item.document_id, row.item.start, row.item.end) for row in after]
        assert quotes_of(session, places, round_id) == [FLOUR]
        assert texts_then(session, round_id, [study.baker]) == {study.baker: BAKER}
        assert texts_then(session, None, [study.baker])[study.baker] != BAKER
        assert document_text(session, study.baker, round_id).text == BAKER
        there, here = PlacesThen(session, round_id), PlacesThen(session, None)
        assert there.turn(study.baker, BAKER.index("He stayed")) == (4, "BAKER")
        assert there.text(study.baker) == BAKER != here.text(study.baker)


def test_what_is_decided_on_it_comes_to_stand_in_the_text_of_today(closed: tuple[Study, int]) -> None:
    study, round_id = closed
    change(study)
    (row,) = rows_of(study, round_id)
    made = result_of(row.item, "coder", coder_id=study.ana)
    choice = {"item": row.item, "outcome": "coder", "codings": made, "coder_id": study.ana}
    study.project.do("Decide", decide, **choice, follows_id=None)
    with study.project.read() as session:
        layer = session.scalars(select(Coder.id).where(Coder.role == "consensus")).one()
        coding = session.scalars(select(Coding).where(Coding.coder_id == layer)).one()
        assert text(session, study.baker)[coding.start : coding.end] == FLOUR
        assert [one.status for one in queue(session, round_id)] == ["settled"]
        lessons = feedback(session, study.murat, round_id)
        assert {BAKER[lesson.start : lesson.end] for lesson in lessons} <= {FLOUR, "the flour"}
        rows = WithLayers(session, round_id).codings(NamedIds(None, None, None))
        of_layer = [(start, end) for _, coder, _, start, end in rows.tolist() if coder == layer]
    assert of_layer == [(BAKER.index(FLOUR), BAKER.index(FLOUR) + len(FLOUR))]
    assert problems(study.project) == []


def test_a_decision_taken_before_stays_where_it_was_and_its_consensus_moves(
    closed: tuple[Study, int],
) -> None:
    study, round_id = closed
    (row,) = rows_of(study, round_id)
    made = result_of(row.item, "coder", coder_id=study.ana)
    choice = {"item": row.item, "outcome": "coder", "codings": made, "coder_id": study.ana}
    study.project.do("Decide", decide, **choice, follows_id=None)
    change(study)
    (after,) = rows_of(study, round_id)
    assert after.status == "settled"
    assert after.decision is not None
    assert after.decision.codings == made
    with study.project.read() as session:
        layer = session.scalars(select(Coder.id).where(Coder.role == "consensus")).one()
        coding = session.scalars(select(Coding).where(Coding.coder_id == layer)).one()
        assert text(session, study.baker)[coding.start : coding.end] == FLOUR
        assert set(to_today(session)) == {(round_id, study.baker)}
    study.project.do("Restore", restore_version, document_id=study.baker, version=1)
    assert [row.status for row in rows_of(study, round_id)] == ["settled"]


def test_the_workbook_quotes_the_words_that_were_coded(closed: tuple[Study, int], tmp_path: Path) -> None:
    study, _ = closed
    change(study)
    path = tmp_path / "study.xlsx"
    write_workbook(study.project, path, Job(), choices=WorkbookChoices(sheets=("Disagreements",)))
    book = openpyxl.load_workbook(path)
    cells = {cell for row in book["Disagreements"].iter_rows(values_only=True) for cell in row}
    assert FLOUR in cells
