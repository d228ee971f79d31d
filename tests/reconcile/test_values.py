"""Differing answers are settled with reasons, rules and votes, make a consensus, and open again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.coders.actions import add_coder
from app.coders.queries import coders
from app.errors import Conflict, UserError
from app.reconcile.value_actions import ValueChoice, decide_values, reopen_value, vote_on_value
from app.reconcile.value_queue import ValueQueueRow, value_ballot, value_queue
from app.reconcile.value_rules import choices_of_rules, value_rules
from app.rounds.actions import close_round, create_round
from app.sheets.actions import complete_sheet, give_answer
from app.sheets.queries import SheetSubject, answers, sheets
from app.sheets.values import Given
from app.sheets.variable_actions import NewVariable, delete_variables
from app.store import Project
from app.store.check import problems
from tests.sheets.filled import fill_sheets, options

YES, NO = Given("answered", "yes"), Given("answered", "no")
NAMES = ("Ana", "Murat", "Eva")
TABLE = {
    "Bribed": [["yes", "yes", "yes"], ["yes", "yes", "no"], ["yes", "no", "(can't tell)"], ["yes", "", ""]],
    "Children": [["1", "2", "3"], ["4", "4", ""], ["", "", ""], ["2", "2", "2"]],
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(str(tmp_path / "study.intercoder"), station="here") as made:
        variables = [
            NewVariable("Bribed", options=options("yes", "no")),
            NewVariable("Children", level="ratio"),
        ]
        fill_sheets(made, variables, NAMES, TABLE)
        yield made


def rows(project: Project, round_id: int | None = None) -> dict[tuple[str, str], ValueQueueRow]:
    with project.read() as session:
        return {(row.item.name, row.item.variable.name): row for row in value_queue(session, round_id)}


def consensus(project: Project) -> dict[tuple[str, str], str]:
    with project.read() as session:
        layers = {row.id for row in coders(session) if row.role == "consensus"}
        layer = {row.id: row for row in sheets(session) if row.coder_id in layers}
        names = {row.item.variable.id: row.item.variable.name for row in value_queue(session)}
        return {
            (layer[row.sheet_id].name, names[row.variable_id]): row.given.in_a_table
            for row in answers(session, list(layer))
        }


def test_items_are_what_two_coders_or_more_answered_on_completed_sheets(project: Project) -> None:
    found = rows(project)
    assert set(found) == {
        ("1", "Bribed"),
        ("1", "Children"),
        ("2", "Bribed"),
        ("2", "Children"),
        ("3", "Bribed"),
        ("4", "Children"),
    }
    assert {place for place, row in found.items() if row.item.agreed} == {
        ("1", "Bribed"),
        ("2", "Children"),
        ("4", "Children"),
    }
    assert {row.status for row in found.values()} == {"open"}


def test_a_decision_makes_the_consensus_and_opening_again_takes_it_away(project: Project) -> None:
    row = rows(project)["3", "Bribed"]
    choice = ValueChoice(row.item, "other", NO, reason="definition", note="see p. 3")
    (decision_id,) = project.do("Settle", decide_values, choices=[choice], coder_id=1)
    now = rows(project)["3", "Bribed"]
    assert (now.status, now.decision and now.decision.given) == ("settled", NO)
    assert consensus(project) == {("3", "Bribed"): "no"}
    assert rows(project)["3", "Bribed"].item.key == row.item.key  # the consensus is no coder
    project.do("Reopen", reopen_value, decision_id=decision_id, coder_id=1)
    assert rows(project)["3", "Bribed"].status == "open"
    assert consensus(project) == {}
    assert problems(project) == []
    for _ in range(2):
        project.undo()
    assert rows(project)["3", "Bribed"].status == "open"
    assert problems(project) == []


def test_whoever_decides_on_what_somebody_decided_meanwhile_is_told(project: Project) -> None:
    row = rows(project)["2", "Bribed"]
    choice = ValueChoice(row.item, "coder", YES)
    project.do("Settle", decide_values, choices=[choice], coder_id=1)
    with pytest.raises(Conflict, match="Ana has decided about this"):
        project.do("Settle", decide_values, choices=[choice], coder_id=2)
    decision = rows(project)["2", "Bribed"].decision
    assert decision is not None
    later = ValueChoice(row.item, "nobody", follows_id=decision.id)
    project.do("Settle", decide_values, choices=[later], coder_id=2)
    assert consensus(project) == {}


def test_answers_that_changed_since_are_not_decided_over(project: Project) -> None:
    row = rows(project)["2", "Bribed"]
    said = {"about": "case", "subject_id": row.item.subject.id, "variable_id": row.item.variable.id}
    project.do("Answer", give_answer, **said, coder_id=3, text="yes")
    with pytest.raises(Conflict, match="Answers about “2” changed since you looked"):
        project.do("Settle", decide_values, choices=[ValueChoice(row.item, "coder", YES)], coder_id=1)
    project.do(
        "Settle",
        decide_values,
        choices=[ValueChoice(rows(project)["2", "Bribed"].item, "coder", YES)],
        coder_id=1,
    )
    project.do("Answer", give_answer, **said, coder_id=3, text="no")
    assert rows(project)["2", "Bribed"].status == "changed"


def test_an_answer_that_the_variable_does_not_know_is_refused(project: Project) -> None:
    row = rows(project)["2", "Bribed"]
    wrong = ValueChoice(row.item, "other", Given("answered", "perhaps"))
    with pytest.raises(UserError, match="“perhaps” is no answer to “Bribed” now"):
        project.do("Settle", decide_values, choices=[wrong], coder_id=1)
    project.do("Delete", delete_variables, variable_ids=[row.item.variable.id])
    with pytest.raises(UserError, match="“Bribed” is no longer in the codebook"):
        project.do("Settle", decide_values, choices=[ValueChoice(row.item, "coder", YES)], coder_id=1)


def test_rules_settle_what_they_say_and_leave_the_rest_and_what_is_settled(project: Project) -> None:
    people = {"ana": 1, "murat": 2, "eva": 3}
    found = list(rows(project).values())
    choices = choices_of_rules(found, value_rules(["exact", "majority"], people))
    told = {(one.item.name, one.item.variable.name): (one.rule, one.given) for one in choices}
    assert told == {
        ("1", "Bribed"): ("exact", YES),
        ("2", "Bribed"): ("majority", YES),
        ("2", "Children"): ("exact", Given("answered", "4")),
        ("4", "Children"): ("exact", Given("answered", "2")),
    }
    project.do("Rules", decide_values, choices=choices, coder_id=None)
    assert choices_of_rules(list(rows(project).values()), value_rules(["exact"], people)) == []
    murat = choices_of_rules(list(rows(project).values()), value_rules(["coder=Murat"], people))
    assert {(one.item.name, one.given and one.given.value) for one in murat} == {("1", "2"), ("3", "no")}
    assert len(consensus(project)) == 4
    with pytest.raises(UserError, match="“union” is no rule for answers"):
        value_rules(["union"], people)
    with pytest.raises(UserError, match="no coder “Zoe”"):
        value_rules(["coder=Zoe"], people)


def test_who_is_unsure_gives_way(project: Project) -> None:
    with project.read() as session:
        said = {row.name: row.subject for row in sheets(session)}
    unsure: dict[str, Any] = {"about": "case", "subject_id": said["2"].id, "variable_id": 1, "coder_id": 3}
    project.do("Unsure", give_answer, **unsure, text="no", sure=False)
    rules = value_rules(["sure"], {})
    (choice,) = choices_of_rules(list(rows(project).values()), rules)
    assert (choice.item.name, choice.given) == ("2", YES)


def test_votes_are_silent_until_all_are_in(project: Project) -> None:
    item = rows(project)["3", "Bribed"].item

    def seen(viewer: int) -> tuple[Any, ...]:
        project.coder_id = viewer
        with project.read() as session:
            ballot = value_ballot(session, item)
        project.coder_id = None
        return ballot.cast, ballot.awaited, ballot.votes, ballot.own

    project.do("Vote", vote_on_value, value_item=item, coder_id=1, given=YES)
    assert seen(1) == ((1,), (2, 3), (), YES)
    assert seen(2) == ((1,), (2, 3), (), None)
    for coder_id in (2, 3):
        project.do("Vote", vote_on_value, value_item=item, coder_id=coder_id, given=NO)
    assert seen(2)[2] == ((1, YES), (2, NO), (3, NO))
    with pytest.raises(UserError, match="All votes are in"):
        project.do("Vote", vote_on_value, value_item=item, coder_id=1, given=NO)


def test_a_closed_round_is_settled_as_it_was_and_a_blind_one_waits(project: Project) -> None:
    eva = project.do("Lead", add_coder, name="Lena", role="lead")
    project.coder_id = eva
    planned = project.do("Plan", create_round, name="Second", case_ids=[4], coder_ids=[1, 2])
    open_item = rows(project)["4", "Children"].item if ("4", "Children") in rows(project) else None
    assert open_item is None  # nobody sees what is answered blind
    for coder_id, text in ((1, "yes"), (2, "no")):
        own: dict[str, Any] = {"about": "case", "subject_id": 4, "coder_id": coder_id}
        project.do("Answer", give_answer, **own, variable_id=1, text=text)
        project.do("Complete", complete_sheet, **own)
    project.do("Close", close_round, round_id=planned)
    then = rows(project, planned)["4", "Bribed"]
    project.do("Answer", give_answer, about="case", subject_id=4, coder_id=1, variable_id=1, text="no")
    assert rows(project, planned)["4", "Bribed"].item.key == then.item.key
    project.do("Settle", decide_values, choices=[ValueChoice(then.item, "coder", NO)], coder_id=eva)
    assert rows(project, planned)["4", "Bribed"].status == "settled"
    assert SheetSubject("case", 4) == then.item.subject
    assert problems(project) == []
