"""`intercoder calibration`: settled disagreements as a test for a new coder, and how it went."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.disagreements import IdNames, made_value, names_of
from app.commands.scope import ids_named, people
from app.counting import counted
from app.errors import UserError
from app.jobs import Job
from app.reconcile.calibration import CalibrationSet, Score, calibration_set, score
from app.reconcile.outcomes import ConsensusSpan
from app.rounds.actions import create_round
from app.rounds.queries import assignments, round_by_name
from app.rounds.then import then
from app.store import Project
from app.store.leading import ROUNDS

SEED = 1


def run(chosen: Namespace, _: Job) -> CommandOutput:
    """List a calibration set, plan a round of it with --create, or tell the scores of one with --score."""
    _refuse_idle(chosen)
    opened = projects.open_to_look if chosen.create is None else projects.open_to_change
    with opened(chosen) as project:
        if chosen.score is not None:
            with project.read() as session:
                return _scores(session, chosen)
        with project.read() as session:
            calibration, names = _set(session, chosen), names_of(session, None)
        if chosen.create is not None:
            projects.refuse_all_but_leads(project, ROUNDS)
            _create(project, chosen, calibration)
    return _listed(chosen, calibration, names)


def _refuse_idle(chosen: Namespace) -> None:
    """UserError for an option that nothing asks for."""
    if chosen.create is None and chosen.score is None and chosen.coders is not None:
        raise UserError("--coders says who takes the calibration or is scored. Add --create or --score.")
    for name in ("round", "kind", "codes", "number", "seed"):
        if chosen.score is not None and getattr(chosen, name) is not None:
            raise UserError(f"--{name} chooses what is asked, not what is scored. Leave it away.")
    if chosen.seed is not None and chosen.create is None:
        raise UserError("--seed is for planning the round. Add --create NAME, or leave it away.")
    if chosen.number == 0:
        raise UserError("A calibration needs at least one document. Give --number a number from 1.")


def _set(session: Session, chosen: Namespace) -> CalibrationSet:
    round_id = None if chosen.round is None else round_by_name(session, chosen.round).id
    codes = then(session, [] if round_id is None else [round_id]).code_ids()
    return calibration_set(
        session,
        round_id,
        kinds=chosen.kind,
        code_ids=ids_named(chosen.codes, codes, "code"),
        number=chosen.number,
    )


def _create(project: Project, chosen: Namespace, calibration: CalibrationSet) -> None:
    if not calibration.document_ids:
        where = f"“{chosen.round}”" if chosen.round else "what was compared outside rounds"
        raise UserError(
            f"No calibration was planned: no such disagreement of {where} is settled. Settle some first, or "
            "choose a round with --round."
        )
    if chosen.coders is None:
        raise UserError("No calibration was planned: nobody is to take it. Add --coders CODER.")
    with project.read() as session:
        who = people(session, chosen.coders)
    project.do(
        f"Make round “{chosen.create}”",
        create_round,
        name=chosen.create,
        kind="calibration",
        document_ids=list(calibration.document_ids),
        coder_ids=[coder.id for coder in who],
        seed=SEED if chosen.seed is None else chosen.seed,
        drawn=f"{counted(len(calibration.document_ids), 'document')} with settled disagreements",
        coder_id=project.coder_id,
    )


def _listed(chosen: Namespace, calibration: CalibrationSet, names: IdNames) -> CommandOutput:
    many = Counter(passage.document_id for passage in calibration.passages)
    lines = [
        f"{counted(len(calibration.passages), 'settled passage')} in {counted(len(many), 'document')}"
        + (f", of “{chosen.round}”." if chosen.round else ", of what was settled without a round.")
    ]
    lines += [
        f"  {names.document(document_id)}: {counted(many[document_id], 'passage')}"
        for document_id in calibration.document_ids
    ]
    if chosen.create is not None:
        who = ", ".join(chosen.coders)
        lines.append(f"“{chosen.create}” is planned for {who}: these documents, coded blind.")
    elif calibration.document_ids:
        lines.append("Let a coder take them with: --create NAME --coders CODER")
    value = {
        "round": chosen.round,
        "created": chosen.create,
        "documents": [
            {"document": names.document(document_id), "passages": many[document_id]}
            for document_id in calibration.document_ids
        ],
        "passages": len(calibration.passages),
    }
    return CommandOutput("\n".join(lines), value)


def _scores(session: Session, chosen: Namespace) -> CommandOutput:
    round_ = round_by_name(session, chosen.score)
    taking = {row.coder_id for row in assignments(session, round_.id)}
    names = names_of(session, round_.id)
    value, lines, refused = [], [f"“{round_.name}”:"], []
    for coder in people(session, chosen.coders):
        if chosen.coders is None and coder.id not in taking:
            continue
        try:
            scored = score(session, round_.id, coder.id)
        except UserError as error:
            refused.append(error)
            value.append({"coder": coder.name, "why": str(error)})
            lines.append(f"  {coder.name}: {error}")
        else:
            value.append(_score_value(coder.name, scored, names))
            lines += _score_lines(coder.name, scored, names)
    if refused and len(refused) == len(value):
        raise refused[0]
    return CommandOutput("\n".join(lines), {"round": round_.name, "scores": value})


def _score_value(coder: str, scored: Score, names: IdNames) -> dict[str, Any]:
    return {
        "coder": coder,
        "why": None,
        "right": scored.right,
        "passages": len(scored.answers),
        "alpha": scored.agreement.value,
        "reason": scored.agreement.reason,
        "answers": [
            {
                "document": names.document(answer.passage.document_id),
                "start": answer.passage.start,
                "end": answer.passage.end,
                "right": answer.right,
                "given": [made_value(span, names) for span in answer.given],
                "expected": [made_value(span, names) for span in answer.passage.expected],
            }
            for answer in scored.answers
        ],
    }


def _score_lines(coder: str, scored: Score, names: IdNames) -> list[str]:
    value = scored.agreement.value
    alpha = f"alpha {value:.3f}" if value is not None else f"no alpha: {scored.agreement.reason}"
    lines = [f"  {coder}: {scored.right:,} of {counted(len(scored.answers), 'passage')} right; {alpha}."]
    for answer in scored.answers:
        at = answer.passage
        verdict = "right" if answer.right else "WRONG"
        lines.append(
            f"    {verdict}  {names.document(at.document_id)} {at.start:,} to {at.end:,}: "
            f"{_codes(answer.given, names)}; consensus: {_codes(at.expected, names)}"
        )
    return lines


def _codes(spans: Iterable[ConsensusSpan], names: IdNames) -> str:
    return ", ".join(dict.fromkeys(names.code(span.code_id) for span in spans)) or "nothing"
