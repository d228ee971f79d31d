"""What others do in a blind round shows nowhere: not in undo and history, what poll tells, refusals, reports.

Actions are found by walking the features: a new one is asked too, or fails here until it is given arguments.
"""

import importlib
import importlib.util
import inspect
import pkgutil
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.actions import change_code
from app.codebook.proposals import propose
from app.codebook.version_actions import mark_checked
from app.coders.actions import change_coder
from app.coding.actions import change_coding, recode, remove_codings, resize_coding
from app.crash_report import write_report
from app.documents.actions import NewDocument, change_document
from app.errors import UserError
from app.models import Coding, TextCheck
from app.reconcile.actions import Choice, add_consensus, decide
from app.reconcile.outcomes import ConsensusSpan
from app.reconcile.queries import queue
from app.rounds.actions import create_round
from app.store import Changes, Project
from app.store.history import HistoryRow, history, newest
from app.store.journal import WriteSession
from app.texts.actions import correct_text
from tests.cases.blind import given_to_cases, make_another
from tests.memos.blind import OF_HIS_WORK, given_to_writing, write_first, write_in_secret
from tests.parts_of_actions import CHANGING_THE_ROUND, NEEDED_BEFORE, NO_ACTIONS, OF_SOURCES
from tests.sheets.blind import WORK_ON_SHEETS, given_to_sheets
from tests.test_blind_commands import said
from tests.test_blindness import (
    ANA,
    BAKER,
    BLIND,
    DRIVER,
    FIRST,
    LENA,
    MURAT,
    TEXT,
    Coded,
    answers,
    base,
    code_blind,
    twins,
)
from tests.test_blindness import FEATURES as LOOKED_AT

__all__ = ["base"]  # the fixture
SECRET: list[Coded] = [(2, 39, 60, "secret"), (3, 40, 61, ""), (2, 41, 70, "")]
OTHER: list[Coded] = [(3, 45, 70, "secret"), (2, 46, 62, "more"), (3, 47, 63, "")]
REFUSED: dict[str, tuple[Callable[..., None], dict[str, Any]]] = {
    "change_coding": (change_coding, {"memo": "mine"}),
    "resize_coding": (resize_coding, {"start": 0, "end": 4}),
    "resize_coding to nowhere": (resize_coding, {"start": 9_999, "end": 99_999}),
    "recode": (recode, {"code_id": 2}),
    "recode as nothing": (recode, {"code_id": 999}),
}


def codings_of_murat(project: Project) -> list[int]:
    project.coder_id = MURAT
    with project.read() as session:
        own = select(Coding.id).where(Coding.coder_id == MURAT, Coding.document_id == BAKER)
        return list(session.scalars(own))


def refusal(project: Project, name: str, coding_id: int) -> str:
    action, more = REFUSED[name]
    with pytest.raises(UserError) as refused:
        project.do("Try", action, coding_id=coding_id, coder_id=ANA, **more)
    return str(refused.value)


@pytest.mark.parametrize("name", REFUSED)
def test_an_action_on_anothers_blind_coding_is_refused_as_if_it_was_not_there(base: Path, name: str) -> None:
    list(twins(base, SECRET, OTHER, True))
    with Project.open(str(base.parent / "0" / "study.intercoder")) as project:
        ids = codings_of_murat(project)
        assert len(ids) == 2
        project.coder_id = ANA
        assert {refusal(project, name, coding_id) for coding_id in (*ids, 9_999)} == {
            "This coding is no longer there: it was removed meanwhile. Nothing was changed."
        }


def test_removing_and_checking_anothers_blind_codings_tells_nothing_of_them(base: Path) -> None:
    list(twins(base, SECRET, OTHER, True))
    with Project.open(str(base.parent / "0" / "study.intercoder")) as project:
        ids = codings_of_murat(project)
        project.coder_id = ANA
        with pytest.raises(UserError, match="no longer there"):
            project.do("Try", remove_codings, coding_ids=ids, coder_id=ANA)
        with pytest.raises(UserError) as refused:
            project.do("Try", mark_checked, version_id=1, coding_ids=ids, coder_id=ANA)
        assert str(refused.value) == "These are codings of somebody else. Each coder checks the own ones."


def polled(base: Path, secret: list[Coded], name: str, viewer: int | None) -> Changes | None:
    """What a program that is open meanwhile learns."""
    place = base.parent / name / "study.intercoder"
    shutil.rmtree(place.parent, ignore_errors=True)
    place.parent.mkdir()
    shutil.copyfile(base, place)
    with Project.open(str(place), station="ana") as project:
        project.coder_id = viewer
        code_blind(place, secret, True)
        return project.poll()


@pytest.mark.parametrize("viewer", [None, ANA])
def test_poll_tells_the_same_whatever_is_coded_blind(base: Path, viewer: int | None) -> None:
    assert polled(base, SECRET, "a", viewer) == polled(base, OTHER, "b", viewer)


def test_poll_tells_the_codes_of_ones_own_blind_codings(base: Path) -> None:
    changes = polled(base, [(3, 45, 70, ""), (3, 46, 71, ""), (3, 47, 72, "")], "c", MURAT)
    assert changes is not None
    assert changes.codes == frozenset({3})


def test_a_crash_report_holds_nothing_of_what_is_coded_blind(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.settings.folder", lambda: tmp_path)
    list(twins(base, SECRET, OTHER, True))
    with Project.open(str(base.parent / "0" / "study.intercoder")) as project:
        (first, _) = codings_of_murat(project)
        memo: Any = {"secret": "memo"}
        report = tmp_path / "none"
        try:
            project.do("Try", change_coding, coding_id=first, coder_id=MURAT, memo=memo)
        except Exception as error:  # noqa: BLE001  # whatever fails
            report = write_report(error, "Intercoder")
    told = report.read_text(encoding="utf-8")
    assert "secret" not in told
    assert "Bribe" not in told


FEATURES = [feature for feature in LOOKED_AT if feature not in ("studies", "store")]
GESTURES = ("app.ui.code.gestures", "app.ui.codebook.editing.gestures", "app.ui.codebook.revising.gestures")
LABEL = "What Murat did"
OF_EARLIER_TEXTS = ("app.texts.looking.", "app.texts.actions.restore_version")
WORK = {
    "app.coding.actions.apply_code",
    "app.coding.actions.remove_codings",
    "app.coding.actions.resize_coding",
    "app.coding.actions.recode",
    "app.coding.actions.change_coding",
    "app.find.actions.code_passages",
    "app.codebook.version_actions.mark_checked",
    "app.codebook.proposals.propose",
    "app.texts.looking.keep_looked_at",
    "app.texts.looking.mark_looked_at",
    "app.texts.looking.remove_looked_at",
    "app.ui.code.gestures._add_and_apply",
    "app.ui.codebook.revising.gestures._recode",
    *WORK_ON_SHEETS,
} | OF_HIS_WORK


def actions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every action of the program, and every gesture of the window that is made of several."""
    names = list(GESTURES)
    for feature in FEATURES:
        if importlib.util.find_spec(f"app.{feature}") is not None:
            path = importlib.import_module(f"app.{feature}").__path__
            names += [module.name for module in pkgutil.walk_packages(path, f"app.{feature}.")]
    for name in names:
        for what, found in vars(importlib.import_module(name)).items():
            full = f"{name}.{what}"
            private = what.startswith("_") and name not in GESTURES
            if not inspect.isfunction(found) or found.__module__ != name or private or full in NO_ACTIONS:
                continue
            taken = inspect.signature(found).parameters.values()
            if any(one.annotation in (WriteSession, "WriteSession") for one in taken):
                yield full, found


def given(session: Session, codings: list[int]) -> Mapping[str, dict[str, Any]]:
    """What Murat does each action with."""
    mine, code = {"coder_id": MURAT}, {"code_id": 2}
    passage = {"document_id": BAKER, "start": 0, "end": 11}
    return (
        given_to_settle(session)
        | given_to_rounds()
        | given_to_texts(session)
        | (given_to_cases() | given_to_writing())
        | {
            "add_code": {"name": "They took the flour"},
            "change_code": code | {"full_definition": "x"},
            "move_code": {"code_id": 3, "parent_id": None, "position": 0},
            "merge_codes": {"source_ids": [3], "target_id": 2},
            "split_code": code | {"names": ["One", "Two"]},
            "delete_code": code,
            "propose": mine | code | passage | {"kind": "example"},
            "accept_proposal": {"proposal_id": 1, "coder_id": LENA},
            "decline_proposal": {"proposal_id": 1, "coder_id": LENA},
            "publish_version": mine | {"reason": "third"},
            "mark_checked": mine | {"version_id": 1, "coding_ids": codings},
            "add_coder": {"name": "Zoe"},
            "change_coder": mine | {"initials": "MM"},
            "remove_coder": {"coder_id": LENA, "anyway": True},
            "apply_code": mine | code | passage,
            "remove_codings": mine | {"coding_ids": codings[:1]},
            "resize_coding": mine | {"coding_id": codings[0], "start": 0, "end": 11},
            "recode": mine | {"coding_id": codings[0], "code_id": 1},
            "change_coding": mine | {"coding_id": codings[0], "memo": "a new one"},
            "add_document": {"name": "Fourth", "text": TEXT},
            "change_document": {"document_id": BAKER, "note": "x"},
            "remove_document": {"document_id": BAKER, "anyway": True},
            "store_sample": {"what": "documents", "of": 3, "number": 1, "seed": 1},
            "_add_and_apply": mine
            | {"document_id": BAKER, "passage": (0, 11), "name": "They took the flour"},
            "_change": code | {"fields": {"brief_definition": "x"}},
            "_add_at": {"parent_id": None, "position": 0, "fields": {"name": "They took the flour"}},
            "_recode": mine | {"version_id": 1, "coding_id": codings[0], "code_id": 1},
        }
    )


def given_to_rounds() -> dict[str, dict[str, Any]]:
    mine = {"coder_id": MURAT}
    return {
        "remove_documents": {"document_ids": [BAKER, DRIVER], "anyway": True},
        "place_by_name": {"document_ids": [DRIVER]},
        "sort_documents": {},
        "move_documents": {"document_ids": [BAKER], "before_id": DRIVER},
        "create_round": {"name": "Third", "document_ids": [3], "coder_ids": [ANA]},
        "change_round": {"round_id": BLIND, "note": "x"},
        "add_assignments": {"round_id": BLIND, "pairs": [(BAKER, LENA)]},
        "remove_assignments": {"round_id": BLIND, "pairs": [(BAKER, MURAT)]},
        "change_members": {"round_id": BLIND, "coder_ids": [ANA, MURAT, LENA], "document_ids": [BAKER]},
        "split_turn": {"document_id": BAKER, "at": TEXT.index("Why") + 4},
        "join_turns": {"document_id": BAKER, "starts": [TEXT.index("BAKER")]},
        "give_turns": {"document_id": BAKER, "starts": [0], "speaker": "SOMEBODY"},
        "rename_speaker": {"document_ids": [BAKER], "speaker": "BAKER", "name": "SOMEBODY"},
        "time_turn": {"document_id": BAKER, "start": 0, "time": "1:02"},
        "set_codable": {"document_id": BAKER, "starts": [0], "codable": False},
        "forget_speakers": {"document_id": BAKER},
        "leave_out_speakers": {"speakers": ["BAKER"]},
        "forget_gone_speakers": {},
        **OF_SOURCES,
        "complete_document": mine | {"document_id": BAKER},
        "reopen_document": {"document_id": 3, "coder_id": MURAT},
        "complete_many": {"pairs": [(BAKER, LENA)]},
        "code_passages": mine | {"code_id": 2, "passages": [(BAKER, 0, 11), (BAKER, 39, 51)]},
    }


def given_to_texts(session: Session) -> dict[str, dict[str, Any]]:
    """Whoever changes a text that is coded blind, the work of others in it moves along untold."""
    waiting = session.scalars(select(TextCheck.id).where(TextCheck.coder_id == MURAT)).all()
    looked_at = {"coder_id": MURAT, "check_ids": waiting[:1]}
    return {
        "correct_text": {"document_id": BAKER, "start": 39, "end": 43, "words": "Soldiers"},
        "renew_text": {"document_id": BAKER, "new_text": TEXT.replace("took", "had taken")},
        "replace_name": {"name": "BAKER", "other": "Person 7"},
        "restore_version": {"document_id": BAKER, "version": 1},
        "keep_looked_at": looked_at,
        "remove_looked_at": looked_at,
        "mark_looked_at": {"coder_id": MURAT, "check_id": (*waiting, 0)[0], "start": 0, "end": 11},
    } | given_to_sheets(session, MURAT, BAKER)


def given_to_settle(session: Session) -> dict[str, dict[str, Any]]:
    row = next(row for row in queue(session, FIRST) if row.decision is not None)
    item, follows = row.item, row.decision.id if row.decision else None
    mine, made = {"coder_id": MURAT}, (ConsensusSpan(2, 0, 11),)
    return {
        "add_documents": {"documents": [NewDocument("Fourth", TEXT)]},
        "decide": mine | {"item": item, "outcome": "nobody", "codings": (), "follows_id": follows},
        "decide_many": mine | {"choices": [Choice(item, "nobody", (), follows_id=follows)]},
        "reopen": mine | {"decision_id": follows},
        "add_consensus": mine | {"round_id": FIRST, "document_id": DRIVER, "codings": made},
        "add_note": mine | {"item": item, "text": "a note"},
        "cast_vote": mine | {"item": item, "outcome": "nobody", "codings": ()},
        "set_own_reasons": {"reasons": ["because"]},
    }


def trail(project: Project, viewer: int | None) -> tuple[list[HistoryRow], int, str | None, str | None]:
    project.coder_id = viewer
    with project.read() as session:
        return history(session), newest(session), project.undo_label(), project.redo_label()


def blind_project(base: Path) -> Project:
    next(twins(base, SECRET, OTHER, False))
    return Project.open(str(base.parent / "0" / "study.intercoder"), station="here")


@pytest.mark.parametrize("name", dict(actions()))
def test_nobody_takes_back_or_reads_of_what_another_does_in_a_blind_round(base: Path, name: str) -> None:
    action, what = dict(actions())[name], name.rpartition(".")[2]
    with blind_project(base) as project:
        project.coder_id = LENA
        project.do("Define", change_code, code_id=3, full_definition="Having too little.")
        project.do("Lead", change_coder, coder_id=MURAT, role="lead")  # who may do all of it
        if name.startswith(OF_EARLIER_TEXTS):
            project.coder_id = LENA
            place = {"document_id": BAKER, "start": TEXT.index("took"), "end": TEXT.index(" the flour")}
            project.do("Correct", correct_text, **place, words="carried off")
        ids = codings_of_murat(project)
        with project.read() as session:
            chosen = given(session, ids)
        assert what in chosen, f"{name}: say in given() what to do it with"
        if what in NEEDED_BEFORE:
            project.do(LABEL, NEEDED_BEFORE[what][0], **NEEDED_BEFORE[what][1])
        make_another(project, what)
        write_first(project, what)
        before = {viewer: trail(project, viewer) for viewer in (None, ANA, LENA)}
        project.coder_id = MURAT
        project.do(LABEL, action, **chosen[what])
        assert project.undo_label() == LABEL
        for undone in (False, True):
            if undone:
                project.coder_id = MURAT
                assert project.undo() == LABEL
            for viewer, was in before.items():
                now = trail(project, viewer)
                assert now[2:] == was[2:] or what in CHANGING_THE_ROUND, viewer
                assert [row.id for row in now[0]] == list(range(len(now[0]), 0, -1))
                assert now[1] == len(now[0])
                if name in WORK:
                    assert now == was, viewer
                else:
                    assert now[0][0].label == LABEL or what in CHANGING_THE_ROUND


def test_what_is_settled_of_a_text_that_one_codes_blind_again_is_no_line_of_the_own_history(
    base: Path,
) -> None:
    with blind_project(base) as project:
        again = {"name": "Again", "document_ids": [DRIVER], "coder_ids": [ANA]}
        project.do("Plan", create_round, **again)  # type: ignore[arg-type]  # as create_round has them
        with project.read() as session:
            row = next(row for row in queue(session, FIRST) if row.decision is not None)
        was = {viewer: trail(project, viewer)[0] for viewer in (ANA, MURAT)}
        project.coder_id = LENA
        for action, chosen in (
            (decide, {"item": row.item, "outcome": "nobody", "codings": (), "follows_id": row.decision.id}),
            (
                add_consensus,
                {"round_id": FIRST, "document_id": DRIVER, "codings": (ConsensusSpan(2, 0, 11),)},
            ),
        ):
            project.do("Decide: Bribe, “They took the flour”", action, coder_id=LENA, **chosen)
        assert trail(project, ANA)[0] == was[ANA]
        assert len(trail(project, MURAT)[0]) == len(was[MURAT]) + 2


def busy(base: Path, name: str, many: int) -> Path:
    """Murat codes, changes his mind, proposes, makes a code of a passage: so many times."""
    place = base.parent / name / "study.intercoder"
    shutil.rmtree(place.parent, ignore_errors=True)
    place.parent.mkdir()
    shutil.copyfile(base, place)
    code_blind(place, SECRET, True)
    with Project.open(str(place), station="here") as project:
        ids = codings_of_murat(project)
        for number in range(many):
            project.do(
                f"Memo {number}", change_coding, coding_id=ids[0], coder_id=MURAT, memo=f"secret {number}"
            )
            passage = {"document_id": BAKER, "start": 5 + number, "end": 11}
            project.do("Propose", propose, kind="example", code_id=2, coder_id=MURAT, **passage)
            write_in_secret(project, number)
        project.coder_id = LENA
        project.do("Describe", change_document, document_id=DRIVER, note="seen by all")
    return place


def without_stamps(told: dict[str, Any]) -> dict[str, str]:
    """Answers without the newest action that an item has seen, which is never shown."""
    return {name: re.sub(r"'seen': '\d+'", "", repr(answer)) for name, answer in told.items()}


def test_nothing_tells_how_much_another_does_in_a_blind_round(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    little, much = busy(base, "little", 1), busy(base, "much", 4)
    for viewer in (None, ANA, LENA):
        here, there = (without_stamps(answers(place, viewer)) for place in (little, much))
        assert [name for name in here if here[name] != there.get(name)] == [], viewer
    for looking in ((), ("--as", "Ana")):
        told, more = (said(place, capsys, *looking) for place in (little, much))
        assert [name for name in told if told[name] != more.get(name)] == [], looking
