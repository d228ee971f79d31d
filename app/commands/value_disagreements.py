"""`intercoder disagreements --sheets` and `reconcile --sheets`: answers that differ, and settling them."""

from argparse import Namespace
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.codebook.variables import variables
from app.coders.queries import coders
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.scope import ids_named, of_what
from app.counting import counted
from app.errors import UserError
from app.names import key
from app.reconcile.value_actions import ValueChoice, decide_values
from app.reconcile.value_queue import ValueDecisionRow, ValueQueueRow, value_queue
from app.reconcile.value_rules import choices_of_rules, value_rules
from app.report.words import STATES
from app.rounds.queries import round_by_name
from app.rounds.then import names_by_id, then

OF_CODINGS = (("kind", "--kind"), ("codes", "--codes"), ("quotes", "--quotes"), ("against", "--against"))
People = Mapping[int, str]


def refuse_options_of_codings(chosen: Namespace) -> None:
    """UserError for what only disagreements on passages have."""
    for field, option in OF_CODINGS:
        if getattr(chosen, field, None):
            raise UserError(f"{option} is about codings, not about sheets. Leave it away, or --sheets.")


def listed(chosen: Namespace) -> CommandOutput:
    """The answers on which coders differ, with what was settled."""
    refuse_options_of_codings(chosen)
    with projects.open_to_look(chosen) as project, project.read() as session:
        round_id = None if chosen.round is None else round_by_name(session, chosen.round).id
        people, scope = _people(session, round_id), of_what(session, round_id)
        rows = _wanted(session, value_queue(session, round_id), chosen, people)
    value = {
        "round": chosen.round,
        "scope": scope,
        "disagreements": [value_row_value(row, people) for row in rows],
    }
    return CommandOutput(f"{_text(rows, people)}\n\n{scope}", value)


def _people(session: Session, round_id: int | None) -> People:
    return names_by_id(then(session, [] if round_id is None else [round_id]).coders)


def _wanted(
    session: Session, rows: Sequence[ValueQueueRow], chosen: Namespace, people: People
) -> list[ValueQueueRow]:
    by_name = {key(name): coder_id for coder_id, name in people.items()}
    coder_ids = ids_named(chosen.coders, by_name, "coder")
    asked = {key(row.name): row.id for row in variables(session)}
    variable_ids = ids_named(getattr(chosen, "variables", None), asked, "variable")
    documents = None if chosen.documents is None else {key(name) for name in chosen.documents}
    wanted = []
    for row in rows:
        item = row.item
        mine = {
            answer.given
            for coder_id, answer in item.answers.items()
            if coder_ids is None or coder_id in coder_ids
        }
        if len(mine) < 2 or (variable_ids is not None and item.variable.id not in variable_ids):
            continue
        if documents is None or (item.subject.about == "document" and key(item.name) in documents):
            wanted.append(row)
    return wanted


def value_row_value(row: ValueQueueRow, people: People) -> dict[str, Any]:
    """One item, for programs."""
    item = row.item
    return {
        "key": item.key,
        "about": item.subject.about,
        "name": item.name,
        "variable": item.variable.name,
        "answers": [
            {
                "coder": people.get(coder_id, "(deleted)"),
                "state": answer.given.state,
                "value": answer.given.value or None,
                "sure": answer.sure,
            }
            for coder_id, answer in item.answers.items()
        ],
        "unsure": item.unsure,
        "status": row.status,
        "decision": None if row.decision is None else _decision(row.decision, people),
    }


def _decision(decision: ValueDecisionRow, people: People) -> dict[str, Any]:
    given = decision.given
    return {
        "outcome": decision.outcome,
        "reason": decision.reason,
        "note": decision.note,
        "rule": decision.rule,
        "coder": "" if decision.coder_id is None else people.get(decision.coder_id, "(deleted)"),
        "at": decision.at,
        "consensus": None if given is None else {"state": given.state, "value": given.value or None},
    }


def _text(rows: Sequence[ValueQueueRow], people: People) -> str:
    if not rows:
        return "No disagreement: nobody differs, or no sheet was completed by two coders."
    states = Counter(row.status for row in rows)
    how_far = ", ".join(f"{state:,} {STATES[status].name}" for status, state in states.items())
    lines = [f"{counted(len(rows), 'answer differs', 'answers differ')}: {how_far}.", ""]
    for row in rows:
        who = "; ".join(
            f"{people.get(coder_id, '(deleted)')}: {answer.given.in_a_table}"
            f"{'' if answer.sure else ' (unsure)'}"
            for coder_id, answer in row.item.answers.items()
        )
        settled = row.decision.given if row.decision and row.status == "settled" else None
        now = f"  = {settled.in_a_table}" if settled else ""
        lines.append(f"{row.item.name}  {row.item.variable.name}  {STATES[row.status].name}  {who}{now}")
    return "\n".join(lines)


def settled(chosen: Namespace) -> CommandOutput:
    """Decide what the rules decide as one step; with --preview nothing is decided."""
    refuse_options_of_codings(chosen)
    opened = projects.open_to_look if chosen.preview else projects.open_to_change
    with opened(chosen) as project:
        with project.read() as session:
            round_id = None if chosen.round is None else round_by_name(session, chosen.round).id
            people = _people(session, round_id)
            by_name = {key(name): coder_id for coder_id, name in people.items()}
            by_name |= {key(row.name): row.id for row in coders(session)}
            rows = value_queue(session, round_id)
            choices = choices_of_rules(rows, value_rules(chosen.rules, by_name))
            scope = of_what(session, round_id)
        if choices and not chosen.preview:
            label = f"Settle {counted(len(choices), 'answer')} by rules: {', '.join(chosen.rules)}"
            project.do(label, decide_values, choices=choices, coder_id=project.coder_id)
    made = {choice.item.key for choice in choices}
    left = [row for row in rows if row.status in ("open", "changed") and row.item.key not in made]
    by_rule = Counter(choice.rule for choice in choices)
    value = {
        "round": chosen.round,
        "decided": not chosen.preview,
        "settled": [_choice(choice) for choice in choices],
        "by_rule": [{"rule": rule, "number": times} for rule, times in by_rule.items()],
        "left": [row.item.key for row in left],
        "scope": scope,
    }
    verb = "Would settle" if chosen.preview else "Settled"
    lines = [f"{verb} {counted(len(choices), 'answer')}; {len(left):,} left to people."]
    lines += [f"  {rule}: {times:,}" for rule, times in by_rule.items()]
    if choices and not chosen.preview:
        lines.append("One step in the history: undo takes all of it back.")
    return CommandOutput("\n".join([*lines, scope]), value)


def _choice(choice: ValueChoice) -> dict[str, Any]:
    given = choice.given
    return {
        "key": choice.item.key,
        "about": choice.item.subject.about,
        "name": choice.item.name,
        "variable": choice.item.variable.name,
        "rule": choice.rule,
        "outcome": choice.outcome,
        "consensus": None if given is None else {"state": given.state, "value": given.value or None},
    }
