"""Cases of a study: what belongs to each, and what is known of them."""

import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs import Job
from app.models import Attribute, AttributeValue, Case, CaseLink, CaseSummary, Code
from app.names import key
from app.store.journal import WriteSession, add_many
from app.store.updates import PORTION
from app.studies.case_rows import StudyAttribute, StudyCase, StudyCaseLink, StudySummary, StudyValue
from app.studies.guids import GuidsById, IdsByGuid, none_for_empty
from app.studies.rows import Study


def cases_out(session: Session) -> list[StudyCase]:
    """All cases, in the order in which they were made."""
    columns = [getattr(Case, field) for field in StudyCase._fields]
    return [StudyCase(*row) for row in session.execute(select(*columns).order_by(Case.id))]


def attributes_out(session: Session) -> list[StudyAttribute]:
    """All attributes, in the order in which they were made."""
    rows = session.scalars(select(Attribute).order_by(Attribute.id))
    return [
        StudyAttribute(
            guid=row.guid,
            name=row.name,
            kind=row.kind,
            unit=row.unit,
            options=tuple(json.loads(row.options)),
            definition=row.definition,
            position=row.position,
        )
        for row in rows
    ]


def links_out(session: Session, guids: GuidsById) -> list[StudyCaseLink]:
    """What belongs to cases, of the documents that whoever looks may take out."""
    rows = session.execute(
        select(
            CaseLink.guid,
            Case.guid,
            CaseLink.document_id,
            CaseLink.speaker,
            CaseLink.start,
            CaseLink.end,
        )
        .join(Case, Case.id == CaseLink.case_id)
        .order_by(CaseLink.id)
    )
    return [
        StudyCaseLink(row[0], row[1], guids.documents[row[2]], *row[3:])
        for row in rows
        if row[2] in guids.documents
    ]


def values_out(session: Session, guids: GuidsById, job: Job) -> list[StudyValue]:
    """What is known of cases; without the passage where whoever looks may not take out its document."""
    cases: dict[int, str] = {row[0]: row[1] for row in session.execute(select(Case.id, Case.guid))}
    attributes = {row[0]: row[1] for row in session.execute(select(Attribute.id, Attribute.guid))}
    job.step(0, 0, "Reading attributes")
    columns = (
        AttributeValue.guid,
        AttributeValue.case_id,
        AttributeValue.attribute_id,
        AttributeValue.state,
        AttributeValue.value,
        AttributeValue.document_id,
        AttributeValue.start,
        AttributeValue.end,
        AttributeValue.coder_id,
        AttributeValue.at,
        AttributeValue.used,
    )
    values = []
    for row in session.execute(select(*columns).order_by(AttributeValue.id)):
        document = guids.documents.get(row.document_id or 0, "")
        values.append(
            StudyValue(
                guid=row.guid,
                case=cases[row.case_id],
                attribute=attributes[row.attribute_id],
                state=row.state,
                value=row.value,
                document=document,
                start=row.start if document else None,
                end=row.end if document else None,
                coder=guids.coder(row.coder_id),
                at=row.at,
                used=row.used,
            )
        )
    return values


def summaries_out(session: Session, guids: GuidsById) -> list[StudySummary]:
    """What was written of codes in cases."""
    rows = session.execute(
        select(
            CaseSummary.guid,
            Case.guid,
            Code.guid,
            CaseSummary.text,
            CaseSummary.codings,
            CaseSummary.coder_id,
            CaseSummary.at,
        )
        .join(Case, Case.id == CaseSummary.case_id)
        .join(Code, Code.id == CaseSummary.code_id)
        .order_by(CaseSummary.id)
    )
    return [StudySummary(*row[:4], json.loads(row[4]), guids.coder(row[5]), row[6]) for row in rows]


def _summaries_in(session: WriteSession, study: Study, ids: IdsByGuid) -> None:
    rows = [
        {
            "guid": summary.guid,
            "case_id": ids.cases[summary.case],
            "code_id": ids.codes[summary.code],
            "text": summary.text,
            "codings": json.dumps(summary.codings, separators=(",", ":")),
            "coder_id": none_for_empty(ids.coder, summary.coder),
            "at": summary.at,
        }
        for summary in study.summaries
    ]
    add_many(session, CaseSummary, rows)


def cases_in(session: WriteSession, study: Study, ids: IdsByGuid, job: Job) -> None:
    """Add cases with what belongs to them, attributes and values."""
    ids.cases |= _ids(study.cases, add_many(session, Case, [_named(case) for case in study.cases]))
    attributes = [
        _named(attribute) | {"options": json.dumps(attribute.options, ensure_ascii=False)}
        for attribute in study.attributes
    ]
    ids.attributes |= _ids(study.attributes, add_many(session, Attribute, attributes))
    links = [
        {
            "guid": link.guid,
            "case_id": ids.cases[link.case],
            "document_id": ids.documents[link.document],
            "speaker": link.speaker,
            "start": link.start,
            "end": link.end,
        }
        for link in study.case_links
    ]
    add_many(session, CaseLink, links)
    _summaries_in(session, study, ids)
    for first in range(0, len(study.values), PORTION):
        job.step(first, len(study.values), "Saving attributes")
        rows = [
            {
                "guid": value.guid,
                "case_id": ids.cases[value.case],
                "attribute_id": ids.attributes[value.attribute],
                "state": value.state,
                "value": value.value,
                "document_id": none_for_empty(ids.document, value.document),
                "start": value.start,
                "end": value.end,
                "coder_id": none_for_empty(ids.coder, value.coder),
                "at": value.at,
                "used": value.used,
            }
            for value in study.values[first : first + PORTION]
        ]
        add_many(session, AttributeValue, rows)


def _named(row: StudyCase | StudyAttribute) -> dict[str, object]:
    return {**row._asdict(), "name_key": key(row.name)}


def _ids(rows: Sequence[StudyCase | StudyAttribute], row_ids: Sequence[int]) -> dict[str, int]:
    return dict(zip((row.guid for row in rows), row_ids, strict=True))
