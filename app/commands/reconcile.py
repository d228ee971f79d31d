"""`intercoder reconcile`: settles disagreements by rules, or compares rules with what adjudicators did."""

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from app.commands import projects, value_disagreements
from app.commands.answer import CommandOutput
from app.commands.disagreements import IdNames, made_value, names_of
from app.commands.scope import of_what
from app.counting import counted
from app.jobs import Job
from app.reconcile.actions import Choice, decide_many
from app.reconcile.consensus import domains_of
from app.reconcile.gold import GoldComparison, against, layer_named
from app.reconcile.possible import ground
from app.reconcile.queries import queue
from app.reconcile.rules import Rule, RulesPreview, preview, rule_of
from app.report.words import KINDS
from app.rounds.queries import round_by_name
from app.rounds.then import then


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """Decide what the rules decide as one step; with --preview or --against nothing is decided."""
    if chosen.sheets:
        return value_disagreements.settled(chosen)
    only_look = chosen.preview or chosen.against is not None
    opened = projects.open_to_look if only_look else projects.open_to_change
    with opened(chosen) as project:
        with project.read() as session:
            round_id = None if chosen.round is None else round_by_name(session, chosen.round).id
            rules = _rules(session, chosen.rules, round_id)
            rows = queue(session, round_id, job=job)
            if chosen.against is not None:
                layer = layer_named(session, chosen.against)
                compared = against(session, rows, rules, layer, domains_of(session))
                return CommandOutput(_compared_text(compared), _compared_value(compared))
            previewed = preview(rows, rules, ground(session))
            names, scope = names_of(session, round_id), of_what(session, round_id)
        if previewed.choices and not only_look:
            texts = ", ".join(rule.text for rule in rules)
            label = f"Settle {counted(len(previewed.choices), 'passage')} by rules: {texts}"
            project.do(label, decide_many, choices=previewed.choices, coder_id=project.coder_id)
    value = _value(previewed, chosen, names, decided=not only_look) | {"scope": scope}
    return CommandOutput(f"{_text(previewed, decided=not only_look)}\n{scope}", value)


def _rules(session: Session, asked: list[str], round_id: int | None) -> list[Rule]:
    people = then(session, [] if round_id is None else [round_id]).coder_ids()
    return [rule_of(text, people) for text in asked]


def _text(previewed: RulesPreview, *, decided: bool) -> str:
    verb = "Settled" if decided else "Would settle"
    lines = [f"{verb} {counted(len(previewed.choices), 'passage')}; {len(previewed.left):,} left to people."]
    lines += [f"  {rule}: {count:,}" for rule, count in previewed.by_rule.items()]
    if previewed.refused:
        lines.append(
            f"{counted(len(previewed.refused), 'passage')} would have got two codes that exclude each other, "
            "so people decide."
        )
    if previewed.lost:
        lines.append(
            f"{counted(len(previewed.lost), 'passage')} would have got a code that is gone since: "
            "people decide."
        )
    if decided and previewed.choices:
        lines.append("One step in the history: undo takes all of it back.")
    return "\n".join(lines)


def _value(previewed: RulesPreview, chosen: Namespace, names: IdNames, *, decided: bool) -> dict[str, Any]:
    return {
        "round": chosen.round,
        "decided": decided,
        "settled": [_choice(choice, names) for choice in previewed.choices],
        "by_rule": [{"rule": rule, "number": count} for rule, count in previewed.by_rule.items()],
        "left": [item.key for item in previewed.left],
        "refused": [item.key for item in previewed.refused],
        "lost": [item.key for item in previewed.lost],
    }


def _choice(choice: Choice, names: IdNames) -> dict[str, Any]:
    return {
        "key": choice.item.key,
        "document": names.document(choice.item.document_id),
        "start": choice.item.start,
        "end": choice.item.end,
        "kind": choice.item.kind,
        "rule": choice.rule,
        "outcome": choice.outcome,
        "consensus": [made_value(coding, names) for coding in choice.codings],
    }


def _compared_value(comparison: GoldComparison) -> dict[str, Any]:
    value = asdict(comparison)
    return value | {
        "rules": [asdict(rule) | {"otherwise": rule.otherwise} for rule in comparison.rules],
        "origins": [{"origin": origin, "number": count} for origin, count in comparison.origins.items()],
        "dropped": [{"kind": kind, "number": count} for kind, count in comparison.dropped.items()],
    }


ORIGINS = {
    "exact": "as all coders had them",
    "one coder": "as one coder, or some, had them",
    "boundary": "with other ends than any coder's",
    "added": "added where no coder had the code",
}


def _compared_text(comparison: GoldComparison) -> str:
    total = sum(comparison.origins.values()) or 1
    where = f"{counted(comparison.items, 'passage')} in {counted(comparison.documents, 'document')}"
    lines = [f"{where} that “{comparison.layer}” has judged.", ""]
    lines.append("What the rules would have decided, beside it:")
    lines += [
        f"  {rule.rule}: {rule.items:,} of {comparison.items:,} ({_percent(rule.items, comparison.items)}); "
        f"the same {rule.same:,}, other ends {rule.near:,}, otherwise {rule.otherwise:,}"
        for rule in comparison.rules
    ]
    lines.append(f"  left to people: {comparison.left:,}")
    if comparison.refused:
        lines.append(f"  refused, codes exclude each other: {comparison.refused:,}")
    lines += ["", f"Where the {counted(total, 'coding')} of “{comparison.layer}” come from:"]
    lines += [
        f"  {ORIGINS[origin]}: {count:,} ({_percent(count, total)})"
        for origin, count in comparison.origins.items()
    ]
    dropped = sum(comparison.dropped.values())
    by_kind = ", ".join(f"{count:,} {KINDS[kind].name}" for kind, count in comparison.dropped.items())
    lines.append(
        f"{counted(dropped, 'passage')} of which it has nothing" + (f": {by_kind}." if by_kind else ".")
    )
    return "\n".join(lines)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / (whole or 1):.1f} %"
