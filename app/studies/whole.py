"""A whole study: out of a project as far as whoever looks may see it, and into a project that is empty."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agreement.planning.samples import samples
from app.documents.left_out import speakers_left_out
from app.errors import UserError
from app.jobs import Job
from app.models import Coding, Setting
from app.reconcile.consensus import BY_HAND, known_consensus, made_without_decision
from app.reconcile.reasons import own_reasons
from app.store import lacking, packet
from app.store.journal import TABLES, WriteSession
from app.store.locking import locking
from app.store.setting import GUID, store_setting
from app.store.setting import guid as project_guid
from app.store.sight import may_see
from app.studies import (
    cases,
    codebook,
    documents,
    guids,
    rounds,
    settled,
    settled_values,
    sheets,
    variables,
    work,
    written,
)
from app.studies.checking import refuse_unsound
from app.studies.guids import GuidsById, IdsByGuid
from app.studies.rows import Study

OF_THE_FILE = (
    GUID,
    guids.KEY,
    BY_HAND,
    lacking.KEY,
    packet.KEY,
    packet.SEAL_KEYS,
)  # told otherwise, or of one file and its log alone
WITHOUT_ROWS = TABLES.keys() - {"action", "change", "coder", "setting"}  # where a project is empty


def study_of(session: Session, job: Job | None = None) -> Study:
    """Everything of a project that whoever looks may see.

    The history of changes is not in it: it names rows by ids that mean nothing elsewhere, and its chain of
    hashes is of this project alone. StoreError where a closed round or a version is damaged.
    """
    job, by_id = job or Job(), GuidsById(session)
    copies, team = documents.closed_copies(session), work.coders_out(session)
    versions = codebook.versions_out(session, by_id)
    texts = documents.documents_out(session, copies, by_id)
    planned = rounds.rounds_out(session, by_id)
    closings, closed_documents = rounds.closings_out(session, by_id, planned)
    return Study(
        guid=project_guid(session),
        settings=_settings_out(session),
        coders=team,
        codes=codebook.codes_out(session),
        documents=texts,
        codings=work.codings_out(session, texts, copies, by_id, job),
        assignments=work.assignments_out(session, may_see(session), copies, by_id),
        versions=versions,
        successions=codebook.successions_out(session, by_id),
        checks=codebook.checks_out(session, copies, by_id),
        proposals=codebook.proposals_out(session, by_id),
        rounds=planned,
        closings=closings,
        closed_documents=closed_documents,
        decisions=settled.decisions_out(session, by_id),
        notes=settled.notes_out(session, by_id),
        votes=settled.votes_out(session, by_id, team, closed_documents),
        cases=cases.cases_out(session),
        case_links=cases.links_out(session, by_id),
        attributes=cases.attributes_out(session),
        values=cases.values_out(session, by_id, job),
        summaries=cases.summaries_out(session, by_id),
        by_hand=_by_hand_out(session),
        **written.written_out(session, by_id),
        text_checks=documents.text_checks_out(session, copies, by_id),
        **_sheets_out(session, by_id, job),
    )


def _sheets_out(session: Session, by_id: GuidsById, job: Job) -> dict[str, Any]:
    return {
        "variables": variables.variables_out(session),
        "sheets": sheets.sheets_out(session, by_id),
        "answers": sheets.answers_out(session, by_id, job),
        "closed_sheets": sheets.closed_sheets_out(session, by_id),
        "value_decisions": settled_values.value_decisions_out(session, by_id),
        "value_votes": settled_values.value_votes_out(session, by_id),
    }


def _settings_out(session: Session) -> Mapping[str, str]:
    rows = session.execute(select(Setting.key, Setting.value).order_by(Setting.key))
    return {row.key: row.value for row in rows if row.key not in OF_THE_FILE}


def _by_hand_out(session: Session) -> list[str]:
    rows = session.execute(select(Coding.id, Coding.guid).where(Coding.coder_id == known_consensus(session)))
    named = {row.id: row.guid for row in rows}
    return sorted(named[coding_id] for coding_id in made_without_decision(session, list(named)))


def is_empty(session: Session) -> bool:
    """Whether a project holds nothing yet but its settings and who is to code in it."""
    return not any(
        session.execute(select(TABLES[name].c.id).limit(1)).first() is not None for name in WITHOUT_ROWS
    )


def store_study(session: WriteSession, *, study: Study, job: Job | None = None) -> None:
    """Put a whole study into an empty project, which becomes the same study under the same guids.

    UserError where the project is not empty, or where something of the study doesn't fit together.
    """
    if not is_empty(session):
        raise UserError(
            "This project holds something already, so nothing was changed. A whole study with its rounds and "
            "decisions comes into an empty project: make a new one for it."
        )
    refuse_unsound(study)
    ids = IdsByGuid(session, referred_codings(study))
    add_rows(session, study, ids, job or Job())
    _settings_in(session, study)
    _refuse_unreadable_settings(session)
    ids.store_gone()


def add_rows(session: WriteSession, study: Study, ids: IdsByGuid, job: Job) -> None:
    """Add the rows of a study; what they name that is there already has its id in `ids`."""
    work.coders_in(session, study.coders, ids)
    codebook.codes_in(session, study.codes, ids)
    job.step(0, 0, "Saving documents")
    documents.documents_in(session, study.documents, ids)
    variables.variables_in(session, study.variables, ids)
    codebook.versions_in(session, study.versions, ids)
    codebook.successions_in(session, study.successions, ids)
    rounds.rounds_in(session, study.rounds, ids)
    work.codings_in(session, study.codings, ids, job)
    work.assignments_in(session, study.assignments, ids)
    codebook.checks_in(session, study.checks, ids)
    documents.text_checks_in(session, study.text_checks, ids)
    codebook.proposals_in(session, study.proposals, ids)
    job.step(0, 0, "Saving rounds and decisions")
    cases.cases_in(session, study, ids, job)
    rounds.closings_in(session, study.closings, study.closed_documents, study.closed_sheets, ids)
    settled.decisions_in(session, study.decisions, ids)
    settled.notes_in(session, study.notes, ids)
    settled.votes_in(session, study.votes, ids)
    written.written_in(session, study, ids)
    sheets.sheets_in(session, study, ids, job)
    settled_values.value_decisions_in(session, study.value_decisions, ids)
    settled_values.value_votes_in(session, study.value_votes, ids)


def _refuse_unreadable_settings(session: WriteSession) -> None:
    """UserError where a setting is not what the feature that keeps it has written."""
    try:
        for read in (own_reasons, samples, speakers_left_out, locking):
            read(session)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise UserError(
            "A setting of the study is damaged, so nothing was changed. Take it out of its project anew, and "
            "bring it in again."
        ) from error


def referred_codings(study: Study) -> frozenset[str]:
    """The guids of codings that something else of the study names."""
    named = {check.coding for check in study.checks} | {check.coding for check in study.text_checks}
    for decision in study.decisions:
        named.update(decision.codings)
    for document in study.closed_documents:
        named.update(document.codings.guid)
    return frozenset(named)


def _settings_in(session: WriteSession, study: Study) -> None:
    values = {**study.settings, GUID: study.guid}
    if study.by_hand:
        values[BY_HAND] = json.dumps(list(study.by_hand))
    for key, value in values.items():
        store_setting(session, key=key, value=value)
