"""A blind round leaks nothing: whatever another coder does in it, every question has the same answer.

Queries are found by walking the features: a new one is asked too, or fails here until it is given arguments.
"""

import importlib
import inspect
import json
import pkgutil
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.agreement.study.material import Scope, material
from app.codebook.actions import add_code, change_code
from app.codebook.proposals import propose
from app.codebook.queries import codebook
from app.codebook.version_actions import publish_version
from app.coders.actions import add_coder
from app.coding.actions import apply_code, change_coding, remove_codings
from app.coding.retrieval import Wanted
from app.commands import main
from app.documents.actions import add_document
from app.documents.queries import documents
from app.errors import UserError
from app.find.narrowing import Coded as CodedOrNot
from app.find.narrowing import Narrowing
from app.find.passages import UNITS
from app.find.places import WHERE, Piece
from app.find.queries import Hit, Holding, Search
from app.jobs import Job
from app.reconcile.discussion import add_note
from app.reconcile.loaded_queue import load, team_of
from app.reconcile.outcomes import ConsensusSpan
from app.reconcile.queries import items, queue
from app.reconcile.queue_filter import QueueFilter
from app.rounds.actions import close_round, complete_document, create_round
from app.sought import Query
from app.store import Changes, Project
from app.store.leading import ROUNDS
from app.store.setting import TITLE
from tests.cases.described import asked_of_cases, describe_cases
from tests.retrieve.blind import asked_of_retrieval
from tests.sheets.blind import SHEETS_NOT_ASKED, answer_blind, asked_of_sheets, plan_sheets

FEATURES = [
    "codebook", "coders", "coding", "documents", "rounds", "cases", "crosstabs",
    "sheets", "find", "saved_queries", "memos", "quotes", "retrieve", "similar",
    "reconcile", "texts", "agreement", "studies", "store",
]  # fmt: skip
TEXT = "INTERVIEWER: Why did you leave?\nBAKER: They took the flour. We queued from four. It was enough.\n"
ANA, MURAT, LENA = 1, 2, 3
DRIVER, BAKER, NURSE = 1, 2, 3
FIRST, BLIND = 1, 2
STATES: tuple[CodedOrNot, ...] = ("with", "without")
SPAN = ConsensusSpan(2, 39, 51)
VIEWERS = (None, ANA)
TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?Z?")  # the twins are made one after the other

# tell nothing that is shown to anybody, or are asked through the others
NOT_ASKED = {
    **SHEETS_NOT_ASKED,
    "app.store.sight.see_everything": "for integrity only",
    **dict.fromkeys(("app.store.sight.unseen_codings", "app.store.sight.may_see"), "parts of statements"),
    "app.store.changes.changes_between": "asked through poll()",
    "app.store.differences.differences": "asked by the command backup",
    **{f"app.store.history.unseen_{what}": "taken away" for what in ("changes", "of", "actions", "marks")},
    "app.retrieve.passages.read_passages": "words of what was retrieved",
    "app.rounds.queries.states": "takes a condition: asked through rounds() and assignments()",
    "app.agreement.study.intake.intake": "asked through material()",
    **{
        f"app.studies.{part}": "asked through study_of()"
        for part in (
            "documents.with_copies",
            "documents.documents_out",
            "documents.text_checks_out",
            "work.codings_out",
            "work.assignments_out",
            "codebook.versions_out",
            "codebook.successions_out",
            "codebook.checks_out",
            "codebook.proposals_out",
            "rounds.rounds_out",
            "rounds.closings_out",
            "settled.decisions_out",
            "settled.notes_out",
            "settled.votes_out",
            "cases.links_out",
            "cases.values_out",
            "cases.summaries_out",
            "written.written_out",
        )
    },
}


def fill(project: Project) -> None:
    """A closed and settled round on one document, another document coded openly, and a third coded blind."""
    for name in ("Ana", "Murat"):
        project.do("Add", add_coder, name=name)
    project.do("Add", add_coder, name="Lena", role="lead")
    parent = project.do("Add code", add_code, name="Causes", exclusive=True)
    codes = [project.do("Add code", add_code, name=name, parent_id=parent) for name in ("Bribe", "Hunger")]
    for name in ("Driver", "Baker", "Nurse"):
        project.do("Import", add_document, name=name, text=TEXT)
    project.do("Publish", publish_version, reason="first", coder_id=LENA)
    project.do("Plan", create_round, name="First", document_ids=[DRIVER], coder_ids=[ANA, MURAT], repeats=1)
    for coder, code, document in ((ANA, 0, DRIVER), (MURAT, 1, DRIVER), (ANA, 0, NURSE), (MURAT, 0, NURSE)):
        apply(project, coder, codes[code], document, 39, 59 + code)
    for document, coder in ((DRIVER, ANA), (DRIVER, MURAT), (NURSE, ANA), (NURSE, MURAT)):
        project.do("Complete", complete_document, document_id=document, coder_id=coder)
    project.do("Close", close_round, round_id=FIRST, unfinished="leave out")
    with project.read() as session:
        found = items(session, FIRST)
    project.do("Note", add_note, item=found[0], text="which of them?", coder_id=LENA)
    project.do("Propose", propose, kind="exclusion", code_id=codes[0], text="not hunger", coder_id=ANA)
    project.do("Plan", create_round, name="Blind", document_ids=[BAKER], coder_ids=[ANA, MURAT])
    apply(project, ANA, codes[0], BAKER, 39, 59)
    project.do("Complete", complete_document, document_id=BAKER, coder_id=ANA)
    project.do("Define", change_code, code_id=codes[0], full_definition="Paying for what is free.")
    project.do("Publish", publish_version, reason="second", coder_id=LENA)
    describe_cases(project, LENA, DRIVER, BAKER)
    plan_sheets(project, LENA, (ANA, MURAT))


def apply(
    project: Project, coder: int, code: int, document: int, start: int, end: int, memo: str = ""
) -> int:
    project.coder_id = coder
    made = project.do(
        f"Apply {code} in {document} at {start} {memo}",
        apply_code,
        document_id=document,
        code_id=code,
        coder_id=coder,
        start=start,
        end=end,
        memo=memo,
    )
    project.coder_id = None
    return made


Coded = tuple[int, int, int, str]
CODED = st.lists(
    st.tuples(
        st.sampled_from([2, 3]), st.integers(39, 50), st.integers(51, 90), st.sampled_from(["", "secret"])
    ),
    min_size=3,
    max_size=3,
    unique_by=lambda one: one[:3],
)


def code_blind(place: Path, secret: list[Coded], completed: bool) -> None:
    """As many actions whatever Murat does: he codes, changes one coding and takes one away again."""
    with Project.open(str(place), station="murat") as project:
        made = [apply(project, MURAT, code, BAKER, start, end, memo) for code, start, end, memo in secret]
        project.coder_id = MURAT
        memo = "changed to " + str(secret[0])
        project.do("Change", change_coding, coding_id=made[0], coder_id=MURAT, memo=memo)
        project.do("Remove", remove_codings, coding_ids=made[-1:], coder_id=MURAT)
        answer_blind(project, MURAT, secret[0][3] or "no secret", of_document=BAKER)
        if completed:
            project.do("Complete", complete_document, document_id=BAKER, coder_id=MURAT)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("blind") / "study.intercoder"
    with Project.create(str(place), station="here") as project:
        fill(project)
    main(["reconcile", str(place), "--rules", "exact,coder=Ana", "--round", "First"])
    main(["export", str(place), str(place.parent / "decided.xlsx"), "--sheets", "Disagreements"])
    shutil.copy(place, place.parent / "backup.intercoder")
    return place


def twins(base: Path, one: list[Coded], other: list[Coded], completed: bool) -> Iterator[Path]:
    for number, secret in enumerate((one, other)):
        place = base.parent / str(number) / "study.intercoder"
        shutil.rmtree(place.parent, ignore_errors=True)
        place.parent.mkdir()
        shutil.copyfile(base, place)
        code_blind(place, secret, completed)
        yield place


@dataclass(frozen=True)
class Question:
    """A public function of a feature that looks."""

    name: str
    ask: Callable[..., Any]
    needed: tuple[str, ...]


def questions() -> Iterator[Question]:
    for feature in FEATURES:
        try:
            package = importlib.import_module(f"app.{feature}")
        except ImportError:
            continue
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in module.name:
                yield from questions_of(importlib.import_module(module.name))


def questions_of(module: Any) -> Iterator[Question]:
    for name, found in vars(module).items():
        full = f"{module.__name__}.{name}"
        own = inspect.isfunction(found) and found.__module__ == module.__name__
        if not own or name.startswith("_") or full in NOT_ASKED:
            continue
        parameters = inspect.signature(found).parameters
        if any(one.annotation in (Session, "Session") for one in parameters.values()):
            needed = [one.name for one in parameters.values() if one.default is one.empty]
            yield Question(full, found, tuple(needed[1:]))


def arguments(session: Session, project: Project) -> dict[str, list[Any]]:
    """What to ask with, for each parameter: everything that the viewer can name."""
    rows = queue(session, FIRST)
    return (
        {
            "document_id": [BAKER],
            "document_ids": [[BAKER]],
            "document": documents(session)[:2],
            "documents": [documents(session)[:2]],
            "coder_id": [MURAT],
            "pairs": [[(BAKER, MURAT)], [(DRIVER, ANA), (DRIVER, MURAT)]],
            "code_id": [2],
            "coding_id": [4, 7, 8],
            "action_id": list(range(1, 30)),
            "ids": [list(range(1, 12))],
            "decision_id": [1],
            "round_id": [FIRST, BLIND],
            "version_id": [1],
            "name": ["Ana", "Baker", "Bribe", "Blind", "First", "Consensus"],
            "what": [ROUNDS],
            "scope": [Scope(), Scope(round_id=BLIND)],
            "material": [material(session, Scope())],
            "item": [row.item for row in rows][:2],
            "rows": [rows],
            "queues": [[rows]],
            "decision_ids": [[1]],
            "all_items": [[row.item for row in rows]],
            "rules": [()],
            "domains": [{}],
            "which": [],
            "codes": [codebook(session)],
            "key": [TITLE],
            "coding_ids": [list(range(1, 12))],
            **(asked_of_cases(session) | asked_of_sheets(session)),
        }
        | of_the_queue(session, project)
        | OF_TEXTS
    )


OF_TEXTS: dict[str, list[Any]] = {
    "layer_id": [4],
    "a": [1],
    "b": [2],
    "start": [0],
    "end": [len(TEXT)],
    "position": [0, 45],
    "version": [1],
    "old": [1],
    "new": [1],
    "words": ["some words"],
    "new_text": [TEXT.replace("four", "five")],
    "other": ["Person 7"],
}


def of_finding() -> dict[str, list[Any]]:
    """What to look for, and where."""
    wanted = [Wanted(), Wanted(words="secret"), Wanted(words="flour", order="newest")]
    with_text = Piece("texts", "", "", document_id=BAKER)
    hits = [Hit(Holding(with_text, TEXT, [(39, 51)], "Baker"), 39, 51)]
    asked = {"where": list(WHERE), "search": searches(), "wanted": wanted, "hits": [hits]}
    return asked_of_retrieval() | asked | {"unit": list(UNITS)}


def searches() -> list[Search]:
    """What may be sought that could tell of codings."""
    of_murat = frozenset({MURAT})
    return [
        Search(Query("SECRET")),
        Search(Query("e", pattern=True), ("texts", "memos", "notes"), Narrowing(coded="with")),
        *(Search(Query("flour"), WHERE, Narrowing(coded=coded, coder_ids=of_murat)) for coded in STATES),
    ]


def of_the_queue(session: Session, project: Project) -> dict[str, list[Any]]:
    """What to ask with of the queue as it is kept fresh."""
    return {
        "team_before": [team_of(session, FIRST)],
        "loaded": [load(project, round_id, QueueFilter(), Job()) for round_id in (None, FIRST, BLIND)],
        "changes": [Changes(1, {"coding": frozenset(range(1, 12))}, frozenset((DRIVER, BAKER, NURSE)))],
        "project": [project],
        "pair": [(SPAN, SPAN)],
        "decided": [SPAN],
        "standing": [SPAN],
        "step_id": [1, 5, 9],
        "actor_id": [ANA, MURAT, LENA],
    } | of_finding()


def plain(found: Any) -> Any:
    """An answer as values that can be compared."""
    if is_dataclass(found) and not isinstance(found, type):
        return {field.name: plain(getattr(found, field.name)) for field in fields(found)}
    if isinstance(found, np.ndarray):
        return found.tolist()
    if isinstance(found, dict):
        return sorted((repr(key), repr(plain(value))) for key, value in found.items())
    if isinstance(found, set | frozenset):
        return sorted(map(repr, found))
    if isinstance(found, list | tuple):
        return [plain(one) for one in found]
    return TIME.sub("", re.sub(r" at 0x[0-9a-f]+", "", repr(found)))


def answers(place: Path, viewer: int | None) -> dict[str, Any]:
    """What every question has for an answer, by its name and arguments."""
    told: dict[str, Any] = {}
    with Project.open(str(place), station="here") as project:
        project.coder_id = viewer
        told["undo"], told["redo"] = project.undo_label(), project.redo_label()
        with project.read() as session:
            given_ = arguments(session, project)
            for question in questions():
                unknown = [name for name in question.needed if name not in given_]
                assert not unknown, f"{question.name} needs {unknown}: say in arguments() what to ask it with"
                for chosen in combined([given_[name] for name in question.needed]):
                    told[f"{question.name}{chosen!r:.150}"] = answer(session, question, chosen)
    return told


def combined(lists: list[list[Any]]) -> list[tuple[Any, ...]]:
    if not lists:
        return [()]
    return [(first, *rest) for first in lists[0] for rest in combined(lists[1:])]


def answer(session: Session, question: Question, chosen: tuple[Any, ...]) -> Any:
    keywords = dict(zip(question.needed, chosen, strict=True))
    try:
        found = question.ask(session, **keywords)
        return plain(list(found) if inspect.isgenerator(found) else found)
    except (UserError, LookupError) as error:
        return str(error)


@settings(max_examples=2, suppress_health_check=list(HealthCheck))
@given(one=CODED, other=CODED, completed=st.booleans())
def test_every_query_gives_others_the_same_whatever_is_coded_blind(
    base: Path, one: list[Coded], other: list[Coded], completed: bool
) -> None:
    first, second = twins(base, one, other, completed)
    for viewer in VIEWERS:
        here, there = answers(first, viewer), answers(second, viewer)
        assert {name for name in here if here[name] != there.get(name)} == set(), viewer
        assert here.keys() == there.keys()
        assert "secret" not in json.dumps(list(here.values()), default=repr)


def test_the_questions_would_see_a_difference_if_there_was_one(base: Path) -> None:
    same: list[Coded] = [(2, 40, 60, ""), (2, 41, 60, "")]
    first, second = twins(base, [(2, 39, 60, "a"), *same], [(3, 45, 70, "b"), *same], True)
    here, there = answers(first, MURAT), answers(second, MURAT)
    differing = {name.partition("(")[0] for name in here if here[name] != there.get(name)}
    assert {
        "app.coding.queries.codings_in",
        "app.coding.queries.passages",
        "app.codebook.queries.counts",
        "app.store.history.history",
        "app.coding.retrieval.find_passages",
    } <= differing
