"""Turns after the import: split, joined, given to somebody, timed, left uncodable; codings stay."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.agreement.study.material import Scope, material
from app.coders.actions import change_coder
from app.coding.queries import codings_in
from app.documents.actions import add_document
from app.documents.left_out import leave_out_speakers, speakers_left_out
from app.documents.queries import RegionRow, regions, speakers
from app.documents.turn_actions import (
    forget_speakers,
    give_turns,
    join_turns,
    rename_speaker,
    set_codable,
    split_turn,
    time_turn,
)
from app.errors import UserError
from app.models import Document
from app.rounds.actions import complete_document, create_round
from app.store.check import problems
from tests.study import BAKER, Study

QUEUED = BAKER.index("We queued")
FLOUR = BAKER.index("BAKER: They")


def turns(study: Study, kind: str | None = None, document_id: int | None = None) -> list[RegionRow]:
    with study.project.read() as session:
        return regions(session, document_id or study.baker, kind)


def spoken(study: Study) -> list[tuple[str, str]]:
    return [(turn.speaker, BAKER[turn.body : turn.end].strip()) for turn in turns(study, "turn")]


def do(study: Study, action: Callable[..., Any], **given: Any) -> None:
    study.project.do("Divide", action, **{"document_id": study.baker, **given})
    assert problems(study.project) == []


def test_a_turn_is_split_where_the_next_one_begins_to_speak_and_the_space_before_stays_behind(
    study: Study,
) -> None:
    do(study, split_turn, at=QUEUED - 1, speaker="BROTHER")
    assert spoken(study)[1:3] == [
        ("BAKER", "They took the flour for themselves."),
        ("BROTHER", "We queued from four in the morning."),
    ]
    study.project.undo()
    assert len(turns(study)) == 4


def test_behind_the_name_of_the_speaker_and_a_sign_speech_begins(study: Study) -> None:
    words = "Ana: So.\nBen: Ah.\nAna: Then.\nBen: Oh.\nBen - No.\nBen came.\n"
    document = study.project.do("Import", add_document, name="Signs", text=words)
    for line in ("Ben - ", "Ben came"):
        do(study, split_turn, document_id=document, at=words.index(line), speaker="Ben")
    bodies = [words[turn.body : turn.end] for turn in turns(study, document_id=document)]
    assert bodies[-2:] == ["No.\n", "Ben came.\n"]


def test_a_turn_is_not_split_before_its_first_word_or_behind_the_last(study: Study) -> None:
    before = turns(study)
    with pytest.raises(UserError, match="Nothing is said before this place"):
        do(study, split_turn, at=FLOUR + 3)
    with pytest.raises(UserError, match="no turn at this place"):
        do(study, split_turn, at=len(BAKER))
    assert turns(study) == before


def test_a_turn_joins_the_one_before_it_and_what_was_split_is_whole_again(study: Study) -> None:
    before = spoken(study)
    do(study, split_turn, at=QUEUED)
    do(study, join_turns, starts=[QUEUED])
    assert spoken(study) == before
    with pytest.raises(UserError, match="first turn"):
        do(study, join_turns, starts=[0])


def test_turns_are_given_to_somebody_else_and_to_nobody(study: Study) -> None:
    first, second = FLOUR, BAKER.index("BAKER: He")
    do(study, give_turns, starts=[first, second], speaker="  The   brother ")
    assert [name for name, _ in spoken(study)] == ["INTERVIEWER", "The brother"] * 2
    do(study, give_turns, starts=[second], speaker="")
    assert [name for name, _ in spoken(study)] == ["INTERVIEWER", "The brother", "INTERVIEWER", ""]


def test_two_who_are_one_person_become_one_by_their_name_and_stay_left_out(study: Study) -> None:
    do(study, give_turns, starts=[0], speaker="Interviewr")
    study.project.do("Leave out", leave_out_speakers, speakers=["INTERVIEWER"])
    study.project.do(
        "Name", rename_speaker, document_ids=[study.baker], speaker="INTERVIEWER", name="Interviewer"
    )
    study.project.do(
        "Name", rename_speaker, document_ids=[study.baker], speaker="Interviewr", name="Interviewer"
    )
    with study.project.read() as session:
        assert speakers(session) == {"BAKER": 2, "Interviewer": 2}
        assert speakers_left_out(session) == ("Interviewer",)
    with pytest.raises(UserError, match="needs a name"):
        study.project.do("Name", rename_speaker, document_ids=[study.baker], speaker="BAKER", name=" ")


@pytest.mark.parametrize("time", ["1:02", "00:01:02.5", "01:02:03", ""])
def test_a_turn_gets_a_time_as_transcripts_write_it(study: Study, time: str) -> None:
    do(study, time_turn, start=FLOUR, time=f" {time} ")
    assert turns(study)[1].time == time


def test_what_is_no_time_is_refused(study: Study) -> None:
    with pytest.raises(UserError, match="“yesterday” doesn't read as a time"):
        do(study, time_turn, start=FLOUR, time="yesterday")


def test_what_is_not_to_be_coded_is_no_unit_and_comes_back(study: Study) -> None:
    for coder in (study.ana, study.murat):
        study.code("They took the flour", coder_id=coder)
        study.project.do("Completed", complete_document, document_id=study.baker, coder_id=coder)
    starts = [turn.start for turn in turns(study)]
    do(study, set_codable, starts=starts[2:3], codable=False)
    with study.project.read() as session:
        cut = material(session, Scope(unit="character")).non_codable
    assert (cut.start.tolist(), cut.end.tolist()) == ([starts[2]], [starts[3]])
    do(study, set_codable, starts=starts[1:2], codable=False)
    with study.project.read() as session:
        assert material(session, Scope(unit="turn")).dropped.not_codable == 2  # that of each coder
    study.project.undo()
    do(study, set_codable, starts=starts[1:3], codable=False)
    assert [(part.start, part.end) for part in turns(study, "non_codable")] == [
        (starts[1], starts[2]),
        (starts[2], starts[3]),
    ]
    do(study, set_codable, starts=starts, codable=True)
    assert turns(study, "non_codable") == []


def test_a_text_without_speakers_is_divided_into_paragraphs(study: Study) -> None:
    do(study, forget_speakers)
    assert [part.kind for part in turns(study)] == ["paragraph"] * 4
    with pytest.raises(UserError, match="no speakers in this document"):
        do(study, forget_speakers)
    do(study, give_turns, starts=[0], speaker="Ana")
    assert [part.kind for part in turns(study)] == ["turn", *["paragraph"] * 3]


def test_hidden_repeats_are_divided_with_their_document(study: Study) -> None:
    round_id = study.project.do(
        "Plan", create_round, name="First", document_ids=[study.baker], coder_ids=[study.ana], repeats=1
    )
    assert round_id
    do(study, split_turn, at=QUEUED)
    with study.project.read() as session:
        session.info["hidden"] = (False, False)
        (copy,) = session.query(Document.id).filter(Document.repeat_of_id == study.baker).one()
    shape = [(turn.start, turn.end, turn.speaker) for turn in turns(study)]
    assert [(turn.start, turn.end, turn.speaker) for turn in turns(study, document_id=copy)] == shape


def test_only_the_lead_divides_what_is_coded_blind_and_only_the_lead_takes_it_back(study: Study) -> None:
    study.project.do("Lead", change_coder, coder_id=study.ana, role="lead")
    study.project.do(
        "Plan",
        create_round,
        name="First",
        blind=True,
        document_ids=[study.baker],
        coder_ids=[study.ana, study.murat],
    )
    study.project.coder_id = study.murat
    with pytest.raises(UserError, match="by the lead, Ana Yilmaz"):
        do(study, split_turn, at=QUEUED)
    study.project.coder_id = study.ana
    do(study, split_turn, at=QUEUED)
    divided = turns(study)
    study.project.coder_id = study.murat
    study.project.undo()
    assert turns(study) == divided
    study.project.coder_id = study.ana


STEPS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, len(BAKER) - 1)), max_size=8)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(STEPS)
def test_whatever_is_done_to_turns_they_cover_the_text_and_codings_stay(
    study: Study, steps: list[tuple[int, int]]
) -> None:
    study.code("They took the flour")
    with study.project.read() as session:
        before = codings_in(session, study.baker, 0, len(BAKER))
    for which, at in steps:
        start = next(turn.start for turn in reversed(turns(study)) if turn.start <= at)
        action, more = (
            (split_turn, {"at": at}),
            (split_turn, {"at": at, "speaker": "X"}),
            (join_turns, {"starts": [start]}),
            (give_turns, {"starts": [start], "speaker": "Y"}),
            (set_codable, {"starts": [start], "codable": False}),
            (set_codable, {"starts": [start], "codable": True}),
        )[which]
        with suppress(UserError):
            study.project.do("Divide", action, document_id=study.baker, **more)
        parts = [part for part in turns(study) if part.kind != "non_codable"]
        assert [part.start for part in parts] == [0, *(part.end for part in parts[:-1])]
        assert parts[-1].end == len(BAKER)
    assert problems(study.project) == []
    with study.project.read() as session:
        assert codings_in(session, study.baker, 0, len(BAKER)) == before
