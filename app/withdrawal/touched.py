"""What a withdrawal would touch, what it can't reach, and who else has it."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.consequences import DocumentConsequences, consequences
from app.errors import IntercoderError
from app.models import AttributeValue, Case, CaseLink, Document, DocumentText, Packet, Proposal
from app.store import backups
from app.store import engine as engines
from app.store.backups import BackupRule
from app.withdrawal.quoted import QuotedWords
from app.withdrawal.returns import refuse_waiting
from app.withdrawal.written import WRITTEN


@dataclass(frozen=True)
class QuotingRow:
    """Something that somebody wrote and that holds words of the text: it stays until somebody changes it."""

    what: str
    name: str
    column: str


@dataclass(frozen=True)
class WithdrawalReach:
    """What would go and what would not.

    documents    names, and what goes with each; of codings those that whoever looks may see
    in_part      names of documents of which only stretches belong to the case: they stay
    given_out    (coder's guid, when) of packets that hold it
    backups      names of backups that hold it; `unread` those that can't be read
    """

    document_ids: tuple[int, ...]
    case_ids: tuple[int, ...]
    documents: tuple[tuple[str, DocumentConsequences], ...]
    cases: tuple[str, ...]
    in_part: tuple[str, ...]
    quoted: tuple[QuotingRow, ...]
    given_out: tuple[tuple[str, str], ...]
    backups: tuple[str, ...]
    unread: tuple[str, ...]


def documents_of_case(session: Session, case_id: int) -> tuple[list[int], list[int]]:
    """The ids of the documents that are a case's own, and of those that it shares with other cases."""
    links = session.execute(
        select(CaseLink.document_id, CaseLink.start, CaseLink.end, CaseLink.speaker).where(
            CaseLink.case_id == case_id
        )
    ).all()
    whole = {link.document_id for link in links if (link.start, link.end) == (0, 0) and not link.speaker}
    parts = {link.document_id for link in links} - whole
    others = select(CaseLink.document_id).where(CaseLink.document_id.in_(parts), CaseLink.case_id != case_id)
    shared = set(session.scalars(others))  # one with nobody else's part in it is the person's own
    return sorted(whole | parts - shared), sorted(parts & shared)


def touched(
    session: Session, location: str, rule: BackupRule, *, document_ids: Sequence[int], case_ids: Sequence[int]
) -> WithdrawalReach:
    """What the withdrawal of documents and cases would touch, as far as whoever looks may know of it."""
    in_part = {part for case_id in case_ids for part in documents_of_case(session, case_id)[1]}
    names = {row.id: row.name for row in session.execute(select(Document.id, Document.name))}
    guids = session.scalars(select(Document.guid).where(Document.id.in_(document_ids))).all()
    refuse_waiting(session, guids)
    texts = session.scalars(select(DocumentText.text).where(DocumentText.document_id.in_(document_ids))).all()
    holding, unread = _backups(location, rule, guids)
    return WithdrawalReach(
        tuple(document_ids),
        tuple(case_ids),
        tuple((names[document_id], consequences(session, document_id)) for document_id in document_ids),
        tuple(session.scalars(select(Case.name).where(Case.id.in_(case_ids)))),
        tuple(sorted(names[part] for part in in_part - set(document_ids))),
        tuple(_quoting(session, QuotedWords(texts), set(document_ids))),
        tuple(_given_out(session, guids)),
        holding,
        unread,
    )


def _quoting(session: Session, words: QuotedWords, going: set[int]) -> Iterator[QuotingRow]:
    for model, what, naming, columns in WRITTEN:
        for row in session.scalars(select(model)):
            document_id = row.id if isinstance(row, Document) else getattr(row, "document_id", None)
            if document_id in going and model not in (Proposal, AttributeValue):
                continue
            for column in columns:
                if words.stand_in(getattr(row, column) or ""):
                    yield QuotingRow(what, str(getattr(row, naming)), column.replace("_", " "))


def _given_out(session: Session, guids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for packet in session.scalars(select(Packet).order_by(Packet.id)):
        given = json.loads(packet.given or "{}").get("documents", {})
        if any(guid in given for guid in guids):
            yield packet.coder_guid, packet.made_at


def _backups(
    location: str, rule: BackupRule, guids: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if engines.is_server(location):
        return (), ()
    holding, unread = [], []
    for backup in backups.backups(location, rule):
        try:
            with closing(engines.open_file(backup.path, way=engines.ALONE)) as connection:
                guids_in_it = {guid for (guid,) in connection.execute("SELECT guid FROM document")}
        except (IntercoderError, sqlite3.Error):
            unread.append(backup.path.name)
        else:
            if guids_in_it & set(guids):
                holding.append(backup.path.name)
    return tuple(holding), tuple(unread)
