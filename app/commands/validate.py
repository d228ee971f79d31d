"""`intercoder validate`: recomputes published examples and prints computed beside expected."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from app.agreement.examples.cases import BUNDLED, Outcome, outcomes
from app.commands.answer import CommandOutput
from app.counting import counted
from app.jobs import Job


def run(chosen: Namespace, _: Job) -> CommandOutput:
    """Recompute the bundled examples or those of a folder; exit 1 where one is off."""
    compared = list(outcomes(Path(chosen.folder) if chosen.folder else BUNDLED))
    off = sum(not outcome.ok for outcome in compared)
    lines = [_line(outcome) for outcome in compared]
    lines.append(f"{counted(len(compared), 'value')} compared, {off or 'none'} off.")
    return CommandOutput("\n".join(lines), [_value(outcome) for outcome in compared], code=1 if off else 0)


def _line(outcome: Outcome) -> str:
    verdict = "ok " if outcome.ok else "OFF"
    sentence = outcome.problem or f"computed {_computed(outcome)}, expected {outcome.expected}"
    return f"{verdict}  {outcome.case}  {outcome.key}: {sentence}"


def _computed(outcome: Outcome) -> str:
    if outcome.computed is None:
        return "nothing"
    value = outcome.computed
    return f"{value.value:.9g}" if value.value is not None else str(value.reason)


def _value(outcome: Outcome) -> dict[str, Any]:
    computed = outcome.computed
    return {
        "case": outcome.case,
        "source": outcome.source,
        "key": outcome.key,
        "expected": outcome.expected,
        "tolerance": outcome.tolerance,
        "computed": computed.value if computed else None,
        "reason": computed.reason if computed else None,
        "problem": outcome.problem,
        "ok": outcome.ok,
    }
