"""What else must be true of passages, from the options of a command line."""

from argparse import Namespace
from dataclasses import replace
from typing import Any

from app.retrieve.asked import Conditions
from app.retrieve.sentence import conditions_parsed


def conditions_of(chosen: Namespace, before: Conditions | None = None) -> Conditions:
    """The conditions that a query has `before`, with those of the options in their place."""
    before = before or Conditions()
    clauses = ", ".join(_clauses(chosen))
    return _narrowed(before, conditions_parsed(clauses)) if clauses else before


def _clauses(chosen: Namespace) -> list[str]:
    """The options as clauses of the query."""
    clauses = [
        f"{words} {' or '.join(map(_quoted, listed))}"
        for words, listed in (
            ("by" if chosen.by != "all" else "by all of", chosen.coders),
            ("spoken by", chosen.speaker),
            ("in documents", chosen.documents),
            ("in languages", chosen.language),
            ("of cases", chosen.case),
            ("made by", chosen.origin),
        )
        if listed
    ]
    if chosen.by == "consensus" or (chosen.by == "all" and not chosen.coders):
        clauses.append("by the consensus" if chosen.by == "consensus" else "by all coders")
    clauses += [f"in round {_quoted(chosen.round)}"] if chosen.round else []
    clauses += [f"with property {' is '.join(map(_quoted, p.split('=', 1)))}" for p in chosen.property or ()]
    clauses += [f"where {attribute}" for attribute in chosen.attribute or ()]
    clauses += [words for words in ("sure", "unsure") if getattr(chosen, words)]
    clauses += [f"{words} memo" for words in ("with", "without") if getattr(chosen, f"{words}_memo")]
    return clauses + [
        f"made {words} {day}" for words in ("since", "before") if (day := getattr(chosen, words))
    ]


def _quoted(name: str) -> str:
    return f'"{name}"' if '"' not in name else f"“{name}”"


def _narrowed(conditions: Conditions, more: Conditions) -> Conditions:
    """Conditions with those of more that say something."""
    silent = Conditions()
    changed: dict[str, Any] = {
        name: value for name, value in vars(more).items() if value != getattr(silent, name)
    }
    return replace(conditions, **changed)
