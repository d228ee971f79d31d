"""A coded text is corrected, renewed, renamed, restored; everybody's work moves, and undo brings it back."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select

from app.codebook.proposals import propose
from app.coding.actions import apply_code
from app.documents.queries import regions, text
from app.documents.turns import recognition
from app.documents.version_alignment import between
from app.documents.versions import versions
from app.errors import Conflict, UserError
from app.models import Coding, ConsensusCoding, Proposal
from app.reconcile.actions import decide
from app.reconcile.discussion import add_note, ballot, cast_vote, notes
from app.reconcile.outcomes import result_of
from app.reconcile.queries import queue
from app.rounds.actions import complete_document
from app.store.check import problems
from app.texts.actions import correct_text, renew_text, replace_name, restore_version
from app.texts.looking import (
    keep_looked_at,
    left_to_look_at,
    mark_looked_at,
    remove_looked_at,
    to_look_at,
)
from tests.study import BAKER, Study

FILE = BAKER.replace("They took the flour", "So they took all the flour").replace(
    "in the morning", "at night"
)


def words_of(study: Study, coding_id: int) -> str:
    with study.project.read() as session:
        row = session.get_one(Coding, coding_id)
        return text(session, row.document_id)[row.start : row.end]


def body(study: Study) -> str:
    with study.project.read() as session:
        return text(session, study.baker)


def queued(study: Study, coder_id: int) -> list[tuple[str, str]]:
    with study.project.read() as session:
        return [(row.outcome, row.old_words) for row in to_look_at(session, coder_id)]


def correct(study: Study, old: str, new: str, **more: Any) -> None:
    start = body(study).index(old)
    place = {"document_id": study.baker, "start": start, "end": start + len(old)}
    study.project.do("Correct", correct_text, **place, words=new, **more)


def rows(study: Study) -> dict[str, list[Any]]:
    """Every row of every table but the journal, as the file has them."""
    study.project.fold()
    with closing(sqlite3.connect(study.project.location)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for name in names
            if name not in ("action", "change", "sqlite_sequence", "alembic_version")
        }


def test_a_word_is_corrected_and_everything_behind_it_moves(study: Study) -> None:
    before = study.code("They took")
    holding = study.code("the flour for themselves", coder_id=study.murat)
    behind = study.code("He stayed.")
    correct(study, "flour", "wheat flour")
    assert body(study) == BAKER.replace("flour", "wheat flour")
    assert words_of(study, before) == "They took"
    assert words_of(study, holding) == "the wheat flour for themselves"
    assert words_of(study, behind) == "He stayed."
    assert queued(study, study.ana) == []
    assert queued(study, study.murat) == [("changed", "the flour for themselves")]
    assert problems(study.project) == []


def test_who_corrects_a_text_need_not_look_at_the_own_codings_again(study: Study) -> None:
    for coder_id in (study.ana, study.murat):
        study.code("the flour", coder_id=coder_id)
    study.project.coder_id = study.ana
    correct(study, "flour", "rice")
    assert queued(study, study.ana) == []
    study.project.coder_id = study.murat
    assert queued(study, study.murat) == [("changed", "the flour")]


def test_a_new_version_of_a_file_moves_changes_and_loses(study: Study) -> None:
    moved = study.code("for themselves")
    changed = study.code("four in the morning", coder_id=study.murat, memo="early")
    lost = study.code("He stayed", coder_id=study.murat, memo="the brother", sure=False)
    new = FILE.replace("He stayed.", "No.")
    found = recognition(new)
    study.project.do(
        "New version",
        renew_text,
        document_id=study.baker,
        new_text=new,
        regions=found.regions,
        file_name="b.txt",
    )
    assert words_of(study, moved) == "for themselves"
    assert words_of(study, changed) == "four at night"
    assert queued(study, study.murat) == [("changed", "four in the morning"), ("lost", "He stayed")]
    with study.project.read() as session:
        assert session.get(Coding, lost) is None
        assert session.get_one(Coding, changed).memo == "early"
        assert [(row.start, row.body, row.end, row.speaker) for row in regions(session, study.baker)] == [
            (region.start, region.body, region.end, region.speaker) for region in found.regions
        ]
        newest, first = versions(session, study.baker)
        assert (newest.version, newest.is_current, newest.file_name) == (2, True, "b.txt")
        assert (first.version, first.is_current) == (1, False)
    assert problems(study.project) == []


@pytest.mark.parametrize("coder", ["ana", "murat"])
def test_one_undo_restores_every_byte_and_redo_does_it_again(study: Study, coder: str) -> None:
    study.code("They took the flour")
    study.code("four in the morning", coder_id=study.murat, memo="early")
    study.code("He stayed", memo="the brother")
    study.project.do(
        "Propose",
        propose,
        kind="example",
        code_id=study.corruption,
        document_id=study.baker,
        start=40,
        end=50,
        coder_id=study.ana,
    )
    study.project.coder_id = getattr(study, coder)
    before = rows(study)
    study.project.do("New", renew_text, document_id=study.baker, new_text=FILE.replace("He stayed.", "No."))
    after = rows(study)
    assert after != before
    study.project.undo()
    assert rows(study) == before
    study.project.redo()
    assert rows(study) == after
    assert problems(study.project) == []


def test_a_name_is_replaced_throughout_and_codings_that_hold_it_need_no_look(study: Study) -> None:
    label = study.code("BAKER: They took")
    alone = study.code("BAKER")
    study.project.do("Replace", replace_name, name="baker", other="Person 7")
    assert body(study) == BAKER.replace("BAKER", "Person 7")
    assert words_of(study, label) == "Person 7: They took"
    assert words_of(study, alone) == "Person 7"
    assert queued(study, study.ana) == []
    with study.project.read() as session:
        assert {row.speaker for row in regions(session, study.baker)} == {"INTERVIEWER", "Person 7"}


def test_a_speaker_is_called_as_the_corrected_label_says(study: Study) -> None:
    correct(study, "BAKER", "Baker's wife")
    with study.project.read() as session:
        speakers = [row.speaker for row in regions(session, study.baker)]
    assert speakers == ["INTERVIEWER", "Baker's wife", "INTERVIEWER", "BAKER"]


def test_an_earlier_version_is_restored_with_what_had_been_lost(study: Study) -> None:
    whole = study.code("four in the morning", coder_id=study.murat)
    lost = study.code("He stayed", memo="the brother")
    alone = study.code("BAKER", coder_id=study.murat)
    guid = {row[0]: row[1] for row in coding_guids(study)}
    study.project.do("New", renew_text, document_id=study.baker, new_text=FILE.replace("He stayed.", "No."))
    study.project.do("Replace", replace_name, name="BAKER", other="P")
    study.project.do("Restore", restore_version, document_id=study.baker, version=1)
    assert body(study) == BAKER
    assert [words_of(study, coding_id) for coding_id in (whole, lost, alone)] == [
        "four in the morning",
        "He stayed",
        "BAKER",
    ]
    assert {row[0]: row[1] for row in coding_guids(study)} == guid
    assert queued(study, study.ana) == []
    with study.project.read() as session:
        assert [row.version for row in versions(session, study.baker)] == [4, 3, 2, 1]
    assert problems(study.project) == []


def coding_guids(study: Study) -> list[tuple[int, str]]:
    with study.project.read() as session:
        return [(row.id, row.guid) for row in session.scalars(select(Coding).order_by(Coding.id))]


def test_what_is_to_be_looked_at_is_kept_marked_anew_or_let_go(study: Study) -> None:
    kept = study.code("They took the flour")
    marked = study.code("He stayed", memo="the brother")
    gone = study.code("four in the morning")
    study.project.do("New", renew_text, document_id=study.baker, new_text=FILE.replace("He stayed.", "No."))
    with study.project.read() as session:
        assert left_to_look_at(session, study.ana) == {study.baker: 3}
        by_coding = {row.coding_id: row for row in to_look_at(session, study.ana)}
    who = {"coder_id": study.ana}
    study.project.do("Keep", keep_looked_at, check_ids=[by_coding[kept].id], **who)
    with pytest.raises(UserError, match="nothing can be kept"):
        study.project.do("Keep", keep_looked_at, check_ids=[by_coding[marked].id], **who)
    start = body(study).index("No.")
    study.project.do("Mark", mark_looked_at, check_id=by_coding[marked].id, start=start, end=start + 2, **who)
    study.project.do("Remove", remove_looked_at, check_ids=[by_coding[gone].id], **who)
    assert words_of(study, marked) == "No"
    with study.project.read() as session:
        assert left_to_look_at(session, study.ana) == {}
        assert session.get(Coding, gone) is None
        assert session.get_one(Coding, marked).memo == "the brother"
    with pytest.raises(UserError, match="no longer waits"):
        study.project.do("Keep", keep_looked_at, check_ids=[by_coding[kept].id], **who)
    study.project.undo()
    study.project.undo()
    assert queued(study, study.ana)[-1] == ("lost", "He stayed")


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (BAKER, "has already"),
        (" \n", "has no text"),
        (
            "The harbour was closed that winter, and no ships came from the islands to us. " * 3,
            "seems to be another",
        ),
    ],
)
def test_what_is_no_new_version_of_a_text_is_refused_in_words(study: Study, new: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        study.project.do("New", renew_text, document_id=study.baker, new_text=new)
    assert body(study) == BAKER


def test_another_text_is_taken_where_it_is_asked_for_anyway(study: Study) -> None:
    study.code("He stayed")
    new = "Гавань закрыли той зимой. " * 4
    study.project.do("New", renew_text, document_id=study.baker, new_text=new, anyway=True)
    assert body(study) == new
    assert queued(study, study.ana) == [("lost", "He stayed")]


def test_a_text_that_was_changed_since_it_was_seen_is_not_changed_again(study: Study) -> None:
    correct(study, "flour", "rice", seen_version=1)
    with pytest.raises(Conflict, match="was changed since you looked"):
        correct(study, "rice", "oats", seen_version=1)


def test_two_codings_that_become_the_same_are_one_with_both_memos(study: Study) -> None:
    first = study.code("the flour", memo="one")
    study.code("the flour for", memo="two")
    correct(study, " for themselves", "")
    assert words_of(study, first) == "the flour"
    assert len(coding_guids(study)) == 1
    with study.project.read() as session:
        assert session.get_one(Coding, first).memo == "one\ntwo"


def test_codings_that_take_one_anothers_place_pass_by_one_another(study: Study) -> None:
    place = {"document_id": study.baker, "code_id": study.corruption, "coder_id": study.ana}
    start = BAKER.index("They")
    ids = [
        study.project.do("Apply", apply_code, **place, start=at, end=at + 3)
        for at in range(start, start + 12, 3)
    ]
    told = [words_of(study, coding_id) for coding_id in ids]
    correct(study, "Why", "Wherefo")
    correct(study, "Wherefo", "Why")
    assert [words_of(study, coding_id) for coding_id in ids] == told
    correct(study, "Why", "Why on")
    assert [words_of(study, coding_id) for coding_id in ids] == told


def disagreeing(study: Study) -> Any:
    study.code("the flour for themselves")
    study.code("the flour", coder_id=study.murat, code_id=study.hard_life)
    study.code("in the morning", coder_id=study.murat, code_id=study.hard_life)
    for coder_id in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder_id)
    with study.project.read() as session:
        items = {
            text(session, study.baker)[row.item.start : row.item.end]: row.item for row in queue(session)
        }
        return items["the flour for themselves"], items["in the morning"]


def test_decisions_notes_and_votes_move_with_what_they_are_about(study: Study) -> None:
    flour, morning = disagreeing(study)
    made = result_of(flour, "coder", coder_id=study.ana)
    decision = {"item": flour, "outcome": "coder", "codings": made, "coder_id": study.ana, "follows_id": None}
    study.project.do("Decide", decide, **decision)
    study.project.do("Note", add_note, item=morning, text="dawn?", coder_id=study.ana)
    vote = {"coder_id": study.murat, "outcome": "nobody", "codings": ()}
    study.project.do("Vote", cast_vote, item=morning, **vote)
    correct(study, "took", "had taken all of")
    with study.project.read() as session:
        words = text(session, study.baker)
        rows = {words[row.item.start : row.item.end]: row for row in queue(session)}
        settled = rows["the flour for themselves"]
        assert settled.status == "settled"
        (span,) = settled.decision.codings
        assert words[span.start : span.end] == "the flour for themselves"
        item = rows["in the morning"].item
        assert item.key != morning.key
        assert words[item.start : item.end] == "in the morning"
        assert [note.item for note in notes(session, item)] == [item.key]
        assert ballot(session, item).cast == (study.murat,)
        assert session.scalars(select(ConsensusCoding)).one()
    study.project.undo()
    with study.project.read() as session:
        assert {flour.key, morning.key} <= {row.item.key for row in queue(session)}
    assert problems(study.project) == []


def test_a_decision_whose_words_are_lost_is_told_of_in_the_queue(study: Study) -> None:
    flour, _ = disagreeing(study)
    made = result_of(flour, "coder", coder_id=study.ana)
    decision = {"item": flour, "outcome": "coder", "codings": made, "coder_id": study.ana, "follows_id": None}
    study.project.do("Decide", decide, **decision)
    correct(study, " the flour for themselves", "")
    with study.project.read() as session:
        assert ("changed", True) in [(row.status, row.gone) for row in queue(session)]
    assert queued(study, study.ana) == [("lost", "the flour for themselves")]


def test_a_proposal_keeps_its_passage_or_none(study: Study) -> None:
    start = BAKER.index("He stayed")
    about = {
        "kind": "example",
        "code_id": study.corruption,
        "document_id": study.baker,
        "coder_id": study.ana,
    }
    ids = [
        study.project.do("Propose", propose, **about, start=first, end=last)
        for first, last in ((start, start + 9), (start + 3, start + 9))
    ]
    correct(study, "stayed", "")
    with study.project.read() as session:
        told = [session.get_one(Proposal, id_) for id_ in ids]
        assert [(row.document_id, row.start) for row in told] == [(None, None)] * 2


def test_a_change_is_not_taken_back_under_what_was_done_in_the_new_text_since(study: Study) -> None:
    correct(study, "flour", "wheat flour")
    start = body(study).index("He stayed")
    place = {"document_id": study.baker, "code_id": study.corruption, "coder_id": study.murat}
    study.project.station = "elsewhere"
    coding = study.project.do("Apply", apply_code, **place, start=start, end=start + 9)
    study.project.station = "here"
    with pytest.raises(Conflict, match="Restore its earlier version"):
        study.project.undo()
    assert words_of(study, coding) == "He stayed"
    study.project.do("Restore", restore_version, document_id=study.baker, version=1)
    assert words_of(study, coding) == "He stayed"
    assert body(study) == BAKER


def test_between_any_two_versions_words_are_where_they_moved(study: Study) -> None:
    correct(study, "flour", "wheat flour")
    correct(study, "Why", "But why")
    with study.project.read() as session:
        there = between(session, study.baker, 1, 3)
        place = BAKER.index("He stayed")
        moved = there.moved(place, place + 9)
        assert there.new_text[moved.start : moved.end] == "He stayed"
        back = between(session, study.baker, 3, 1).moved(moved.start, moved.end)
        assert (back.start, back.end, back.outcome) == (place, place + 9, "moved")
