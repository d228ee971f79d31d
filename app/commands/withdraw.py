"""`intercoder withdraw`: takes an interview, or all of a person, out of a project for good."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.cases.queries import case_named
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.scope import ids_named
from app.errors import UserError
from app.jobs import Job
from app.report.withdrawal import certificate, told
from app.rounds.then import document_ids
from app.store import Project
from app.store.backup_rule import backup_rule
from app.store.places import refused_name, write_private
from app.withdrawal.erasing import Erased, withdraw_documents
from app.withdrawal.touched import WithdrawalReach, documents_of_case, touched

WHO = "withdraw an interview"
WHICH = "Name a document to withdraw, or a person's all with --case NAME; not both. Nothing was changed."
NO_CASE = "There is no case “{}” in this project. Nothing was changed. “intercoder cases” lists them."
NOTHING = "No document belongs to “{}” as a whole, so nothing was withdrawn: {}."


def run(chosen: Namespace, _: Job) -> CommandOutput:
    """Say what would go, or let it go; exit 1 where nothing could be found to withdraw."""
    if (chosen.document is None) == (chosen.case is None):
        raise UserError(WHICH)
    paper = None if chosen.certificate is None else Path(chosen.certificate)
    if paper is not None and paper.exists():
        raise refused_name(paper)
    with projects.open_to_change(chosen) as project:
        projects.refuse_all_but_leads(project, WHO)
        found = _touched(project, chosen)
        lines = told(found, keep_numbers=not chosen.recompute, remove_quotes=chosen.remove_quotes)
        if chosen.preview:
            return CommandOutput("\n".join(lines), _value(found, None, None))
        erased = project.begin(
            "Withdraw",
            withdraw_documents,
            document_ids=found.document_ids,
            case_ids=found.case_ids,
            keep_numbers=not chosen.recompute,
            remove_quotes=chosen.remove_quotes,
        )
        project.purge()
        with project.read() as session:
            words = certificate(session, found, erased)
    if paper is not None:
        write_private(paper, words)
    head = "Withdrawn, for good: nothing brings it back."
    if paper is not None:
        head += f" The certificate is in “{paper.name}”."
    return CommandOutput("\n".join([head, *lines]), _value(found, erased, paper))


def _touched(project: Project, chosen: Namespace) -> WithdrawalReach:
    with project.read() as session:
        if chosen.case is None:
            ids = list(ids_named([chosen.document], document_ids(session, None), "document") or ())
            cases: list[int] = []
        else:
            case_id = case_named(session, chosen.case)
            if case_id is None:
                raise UserError(NO_CASE.format(chosen.case))
            ids, cases = documents_of_case(session, case_id)[0], [case_id]
        return touched(session, project.location, backup_rule(), document_ids=ids, case_ids=cases)


def _value(found: WithdrawalReach, erased: Erased | None, paper: Path | None) -> dict[str, Any]:
    return {
        "withdrawn": erased is not None,
        "documents": [{"document": name} | _counts(lost) for name, lost in found.documents],
        "cases": list(found.cases),
        "in_part": list(found.in_part),
        "quoted": [asdict(row) for row in found.quoted],
        "given_out": [{"coder": coder, "at": at} for coder, at in found.given_out],
        "backups": list(found.backups),
        "unread_backups": list(found.unread),
        "actions": None if erased is None else erased.actions,
        "kept_in_rounds": None if erased is None else erased.kept_in_rounds,
        "certificate": None if paper is None else str(paper),
    }


def _counts(lost: Any) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(lost).items()}
