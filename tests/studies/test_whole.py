"""A whole study goes out of one project and into another: the same study, the same numbers, a sound file."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.agreement.study.material import Scope
from app.agreement.study.results import LEVELS
from app.agreement.study.results import study as compared
from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.documents.actions import add_document
from app.errors import UserError
from app.models import Code, Coder, CodeSuccession, Coding, Decision, Setting
from app.reconcile.actions import decide, reopen
from app.reconcile.queries import queue
from app.rounds.queries import rounds
from app.rounds.snapshot import frozen
from app.store import Project
from app.store.check import problems
from app.studies.rows import Study
from app.studies.whole import is_empty, store_study
from tests.whole_project import taken_out

FILES = Path(__file__).parent.parent / "files"
STORED = sorted(FILES.rglob("*.intercoder"))


def test_a_study_that_goes_out_comes_back_the_same(whole_study: Study, copy: Project) -> None:
    assert taken_out(copy) == whole_study
    assert problems(copy) == []


def test_what_came_in_goes_with_one_undo_and_comes_back_with_redo(whole_study: Study, empty: Project) -> None:
    before = taken_out(empty)
    empty.do("Import", store_study, study=whole_study)
    empty.undo()
    assert taken_out(empty) == before
    with empty.read() as session:
        assert is_empty(session)
    empty.redo()
    assert taken_out(empty) == whole_study
    assert problems(empty) == []


def results(project: Project, round_name: str) -> dict[tuple[Any, ...], Any]:
    """Every number of a closed round, by names."""
    with project.read() as session:
        round_id = next(row.id for row in rounds(session) if row.name == round_name)
        scope = Scope(unit="token", round_id=round_id)
        found = compared(session, scope, statistics="all", by=LEVELS, intervals=True)
    return {
        (row.level, row.code, row.document, row.coders, row.statistic): (row.value.value, row.value.reason)
        for row in found.rows
    }


def test_closed_rounds_give_the_same_numbers_behind_the_trip(whole: Project, copy: Project) -> None:
    for name in ("First", "Later"):
        before, after = results(whole, name), results(copy, name)
        assert before.keys() == after.keys()
        assert len(before) > 50
        for row, (value, reason) in before.items():
            assert after[row] == (pytest.approx(value, abs=1e-12), reason)


def queued(project: Project) -> list[Any]:
    """The queues of all closed rounds, without ids."""
    with project.read() as session:
        closed = [row.id for row in rounds(session) if row.closed_at]
        rows = [row for round_id in closed for row in queue(session, round_id)]
        return [
            (row.item.key, row.item.kind, row.status, row.gone, row.decision and row.decision.guid)
            for row in rows
        ]


def test_what_is_settled_and_what_is_open_is_the_same_behind_the_trip(whole: Project, copy: Project) -> None:
    assert queued(copy) == queued(whole)
    assert {status for _, _, status, *_ in queued(copy)} >= {"open", "settled"}


def consensus_spans(project: Project, decision: str) -> set[tuple[int, int]]:
    """The ends of all that the consensus has once a decision, by its guid, is open again."""
    with project.read() as session:
        decision_id = session.scalars(select(Decision.id).where(Decision.guid == decision)).one()
    project.do("Reopen", reopen, decision_id=decision_id, coder_id=1)
    with project.read() as session:
        spans = select(Coding.start, Coding.end).join(Coder).where(Coder.role == "consensus")
        return {(row[0], row[1]) for row in session.execute(spans)}


def test_a_decision_that_is_opened_again_takes_away_what_it_made_and_not_what_was_there_before(
    whole: Project, copy: Project
) -> None:
    """The journal of the copy has all codings and decisions in one action."""
    standing = [one for one in taken_out(copy).decisions if one.codings]
    assert len(standing) > 2
    for one in standing:
        assert consensus_spans(copy, one.guid) == consensus_spans(whole, one.guid)


def test_work_goes_on_in_the_copy(copy: Project) -> None:
    with copy.read() as session:
        closed = next(row for row in rounds(session) if row.name == "First")
        item = next(row.item for row in queue(session, closed.id) if row.status == "open")
    copy.do("Decide", decide, item=item, outcome="nobody", codings=(), coder_id=1, follows_id=None)
    copy.do("Add", add_code, name="Another")
    assert problems(copy) == []


def test_the_ids_of_what_is_gone_are_given_to_nothing_else(copy: Project) -> None:
    with copy.read() as session:
        gone = set(session.scalars(select(CodeSuccession.from_code_id))) - set(
            session.scalars(select(Code.id))
        )
        deciders = set(session.scalars(select(Decision.coder_id))) - set(session.scalars(select(Coder.id)))
    assert gone
    assert deciders - {None}
    codes = {copy.do("Add", add_code, name=f"New {number}") for number in range(20)}
    people = {copy.do("Add", add_coder, name=f"New {number}") for number in range(20)}
    assert not gone & codes
    assert not deciders & people


def test_a_copy_of_the_copy_is_still_the_same(copy: Project, tmp_path: Path) -> None:
    with Project.create(str(tmp_path / "third.intercoder")) as third:
        third.do("Import", store_study, study=taken_out(copy))
        assert taken_out(third) == taken_out(copy)


@pytest.mark.parametrize("stored", STORED, ids=[str(path.relative_to(FILES)) for path in STORED])
def test_a_project_of_an_earlier_version_goes_out_and_in(
    stored: Path, empty: Project, tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(stored, tmp_path / "old.intercoder"))
    with Project.open(str(path)) as old:
        empty.do("Import", store_study, study=taken_out(old))
        assert taken_out(empty) == taken_out(old)
    assert problems(empty) == []


def test_a_study_comes_into_a_project_on_a_server_and_out(whole_study: Study, postgres_url: str) -> None:
    with Project.create(postgres_url) as project:
        project.do("Import", store_study, study=whole_study)
        assert taken_out(project) == whole_study
        project.do("Add", add_code, name="Another")
        assert problems(project) == []


def test_whoever_made_the_project_becomes_the_coder_of_that_name(whole_study: Study, empty: Project) -> None:
    empty.do("Add", add_coder, name="murat kaya", role="lead")
    empty.do("Import", store_study, study=whole_study)
    found = taken_out(empty)
    assert sorted(found.coders) == sorted(whole_study.coders)
    assert replace(found, coders=()) == replace(whole_study, coders=())


def test_a_project_that_holds_something_takes_no_whole_study(whole_study: Study, empty: Project) -> None:
    empty.do("Import", add_document, name="Own", text="Something.")
    with pytest.raises(UserError, match="holds something already"):
        empty.do("Import", store_study, study=whole_study)


def first_replaced(rows: Any, **fields: Any) -> Any:
    """Rows of which the first is another one."""
    return [rows[0]._replace(**fields), *rows[1:]]


BROKEN: dict[str, Callable[[Study], dict[str, Any]]] = {
    "guid of a coder is not": lambda study: {"coders": first_replaced(study.coders, guid="me")},
    "Two codes have one guid": lambda study: {"codes": [*study.codes, study.codes[0]]},
    "Two documents have the name": lambda study: {
        "documents": [
            *study.documents,
            study.documents[0]._replace(about=study.documents[0].about._replace(guid="0" * 32)),
        ]
    },
    "unknown role": lambda study: {"coders": first_replaced(study.coders, role="king")},
    "lies within itself": lambda study: {"codes": first_replaced(study.codes, parent=study.codes[0].guid)},
    "text of “Baker” is missing": lambda study: {
        "documents": first_replaced(study.documents, texts={2: "?"})
    },
    "paragraph of “Baker” lies outside": lambda study: {
        "documents": first_replaced(
            study.documents, regions=(study.documents[0].regions[0]._replace(end=10**6),)
        )
    },
    "code of a coding is missing": lambda study: {"codings": first_replaced(study.codings, code="f" * 32)},
    "coding lies outside its text": lambda study: {"codings": first_replaced(study.codings, end=10**6)},
    "Two codings are the same": lambda study: {
        "codings": [*study.codings, study.codings[0]._replace(guid="0" * 32)]
    },
    "one document twice": lambda study: {
        "assignments": [*study.assignments, study.assignments[0]._replace(guid="0" * 32)]
    },
    "round of an assignment": lambda study: {
        "assignments": first_replaced(study.assignments, round="f" * 32)
    },
    "have one number": lambda study: {"versions": first_replaced(study.versions, number=2)},
    "coding of a check is missing": lambda study: {"checks": first_replaced(study.checks, coding="f" * 32)},
    "passage of a proposal": lambda study: {"proposals": first_replaced(study.proposals, start=10**6)},
    "version of a round": lambda study: {"rounds": first_replaced(study.rounds, version="f" * 32)},
    "What a closed round left is missing": lambda study: {"closings": study.closings[1:]},
    "that a closed round was coded in": lambda study: {"documents": study.documents[1:]},
    "decision stands for is missing": lambda study: {
        "decisions": first_replaced(study.decisions, codings=("f" * 32,))
    },
    "another one follows": lambda study: {"decisions": first_replaced(study.decisions, follows="f" * 32)},
    "round of a decision": lambda study: {"notes": first_replaced(study.notes, round="f" * 32)},
    "no kind of round": lambda study: {"rounds": first_replaced(study.rounds, kind="party")},
    "no outcome": lambda study: {"decisions": first_replaced(study.decisions, outcome="maybe")},
    "no state of a proposal": lambda study: {"proposals": first_replaced(study.proposals, state="lost")},
    "no direction": lambda study: {
        "documents": first_replaced(
            study.documents, about=study.documents[0].about._replace(direction="down")
        )
    },
    "time is not written like": lambda study: {"codings": first_replaced(study.codings, created_at="now")},
    "setting of the study is damaged": lambda study: {"settings": {"samples": '[{"of": 3}]'}},
    "two votes": lambda study: {"votes": [*study.votes, study.votes[0]._replace(guid="0" * 32)]},
    "no kind of case": lambda study: {"cases": first_replaced(study.cases, kind="thing")},
    "no kind of attribute": lambda study: {"attributes": first_replaced(study.attributes, kind="colour")},
    "no state of a value": lambda study: {"values": first_replaced(study.values, state="maybe")},
    "Two cases have the name": lambda study: {
        "cases": [*study.cases, study.cases[0]._replace(guid="0" * 32)]
    },
    "document of what belongs": lambda study: {
        "case_links": first_replaced(study.case_links, document="f" * 32)
    },
    "belongs to a case lies outside": lambda study: {
        "case_links": first_replaced(study.case_links, start=3, end=10**6)
    },
    "belongs to a case twice": lambda study: {
        "case_links": [*study.case_links, study.case_links[0]._replace(guid="0" * 32)]
    },
    "“Age” doesn't fit its kind": lambda study: {"values": first_replaced(study.values, value="many")},
    "attribute of a value is missing": lambda study: {
        "values": first_replaced(study.values, attribute="f" * 32)
    },
    "are used for one attribute": lambda study: {
        "values": [*study.values, study.values[0]._replace(guid="0" * 32)]
    },
    "no thing that a memo is about": lambda study: {"memos": first_replaced(study.memos, about="life")},
    "no clearance of a quote": lambda study: {"quotes": first_replaced(study.quotes, clearance="maybe")},
    "no kind of saved query": lambda study: {"queries": first_replaced(study.queries, kind="wish")},
    "asks for can't be read": lambda study: {"queries": first_replaced(study.queries, definition="[]")},
    "query that a memo is about": lambda study: {"memos": first_replaced(study.memos, query="f" * 32)},
    "code of a memo or a quote": lambda study: {"quotes": first_replaced(study.quotes, code="f" * 32)},
    "private memo is nobody's": lambda study: {"memos": [row._replace(private=True) for row in study.memos]},
    "document of a quote": lambda study: {"quotes": first_replaced(study.quotes, document="f" * 32)},
    "Outside its text lies the passage of a memo": lambda study: {
        "memos": first_replaced(study.memos, end=10**6)
    },
    "quote has one end only": lambda study: {"quotes": first_replaced(study.quotes, end=None)},
    "Whoever gave a vote": lambda study: {"votes": first_replaced(study.votes, coder="f" * 32)},
}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """An empty project that nothing comes into."""
    with Project.create(str(tmp_path_factory.mktemp("empty") / "empty.intercoder")) as project:
        yield project


@pytest.mark.parametrize("words", BROKEN)
def test_a_study_that_does_not_fit_together_is_refused_in_words(
    whole_study: Study, untouched: Project, words: str
) -> None:
    newest = untouched.latest_action()
    with pytest.raises(UserError, match=words):
        untouched.do("Import", store_study, study=replace(whole_study, **BROKEN[words](whole_study)))
    assert untouched.latest_action() == newest


def test_settings_of_the_project_go_along(copy: Project) -> None:
    with copy.read() as session:
        told = {row.key: row.value for row in session.scalars(select(Setting))}
    assert told["title"] == "Riverbank"
    assert {"reasons", "samples", "speakers_left_out", "rounds_that_lock_the_codebook"} <= told.keys()
    with copy.read() as session:
        closed = frozen(session, 1)
    assert closed is not None
    assert [document.repeat_of_id for document in closed.documents].count(None) == 2
