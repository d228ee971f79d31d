"""Takes documents and cases out of a project for good: of its tables, rounds and history."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select, update

from app.cases.actions import delete_cases
from app.documents.actions import existing, family, remove_document
from app.models import (
    Action,
    Case,
    Change,
    Document,
    DocumentText,
    Setting,
    Snapshot,
    SnapshotDocument,
    new_guid,
    now,
)
from app.store import chain
from app.store.journal import TABLES, WriteSession, batches
from app.store.withdrawn import ACTIONS, KEY
from app.withdrawal.quoted import QuotedWords
from app.withdrawal.redacting import redact_history, redact_kept, redact_written
from app.withdrawal.returns import packets_with, redact_returns, refuse_waiting
from app.withdrawal.shells import Shells

LABEL = "Withdrawn"
CHANGE, ACTION = TABLES[Change.__tablename__], TABLES[Action.__tablename__]
Key = tuple[str, int]


@dataclass
class Erased:
    """What a withdrawal did: how many rows of each table went, and how many actions lost content."""

    guid: str
    at: str
    text_hashes: list[str]
    rows: dict[str, int] = field(default_factory=dict)
    actions: int = 0
    kept_in_rounds: int = 0


def withdraw_documents(
    session: WriteSession,
    *,
    document_ids: Sequence[int],
    case_ids: Sequence[int] = (),
    keep_numbers: bool,
    remove_quotes: bool = False,
) -> Erased:
    """Remove documents, with their hidden repeats, and cases, with every word of them, for good.

    With `keep_numbers`, closed rounds keep what was coded in a text of the same shape without its words. With
    `remove_quotes`, what people wrote elsewhere and what quotes it loses these words, too.
    """
    ids = [each for document_id in document_ids for each in family(session, existing(session, document_id))]
    guids = session.scalars(select(Document.guid).where(Document.id.in_(ids))).all()
    refuse_waiting(session, guids)
    words, packets = _words(session, ids, case_ids), packets_with(session, guids)
    hashes = session.scalars(select(Document.text_hash).where(Document.id.in_(document_ids))).all()
    erased = Erased(new_guid(), now(), list(hashes))
    rounds, shells = _closed_rounds(session, ids), Shells(session, ids) if keep_numbers else None
    for document_id in ids:
        if session.get(Document, document_id) is not None:
            remove_document(session, document_id=document_id, anyway=True)
    delete_cases(session, case_ids=case_ids)
    session.flush()
    gone = {row for row, (_, after) in session.net.items() if after is None}
    gone |= _gone_before(session, ids, case_ids)
    erased.rows = dict(Counter(table for table, _ in gone))
    for row in gone:
        session.net.pop(row, None)
    touched = _erase(session, gone) | redact_kept(session, words) | redact_returns(session, packets, words)
    if remove_quotes:
        redact_written(session, words)
    if shells is not None:
        erased.kept_in_rounds = shells.make(session)
    touched |= redact_history(session, words) | _rename(session, words, touched)
    erased.actions = len(touched)
    about = {"documents": len(document_ids), "rounds": rounds, "kept": keep_numbers}
    _keep_trace(session, erased, touched, about)
    return erased


def _words(session: WriteSession, ids: Sequence[int], case_ids: Sequence[int]) -> QuotedWords:
    texts = session.scalars(select(DocumentText.text).where(DocumentText.document_id.in_(ids))).all()
    names = [
        *session.scalars(select(Document.name).where(Document.id.in_(ids))),
        *session.scalars(select(Case.name).where(Case.id.in_(case_ids))),
    ]
    return QuotedWords(texts, names)


def _closed_rounds(session: WriteSession, ids: Sequence[int]) -> list[int]:
    known = (
        select(Snapshot.round_id)
        .join(SnapshotDocument, SnapshotDocument.snapshot_id == Snapshot.id)
        .where(SnapshotDocument.document_id.in_(ids))
    )
    return sorted(set(session.scalars(known)))


def _gone_before(session: WriteSession, ids: Sequence[int], case_ids: Sequence[int]) -> set[Key]:
    """Rows of what goes that were removed earlier, and are known to the history only."""
    rows: dict[str, set[int]] = defaultdict(set)
    for column, wanted in (("document_id", ids), ("case_id", case_ids)):
        for value in wanted:
            for end in (",", "}"):
                begun = select(CHANGE.c.table_name, CHANGE.c.row_id).where(
                    CHANGE.c.before.is_(None),
                    CHANGE.c.after.contains(f'"{column}":{value}{end}', autoescape=True),
                )
                for name, row_id in session.connection().execute(begun):
                    if column in TABLES[name].columns:
                        rows[name].add(row_id)
    return {
        (name, row_id)
        for name, row_ids in rows.items()
        for row_id in row_ids - _living(session, name, row_ids)
    }


def _living(session: WriteSession, name: str, row_ids: set[int]) -> set[int]:
    table = TABLES[name]
    living: set[int] = set()
    for portion in batches(sorted(row_ids)):
        living.update(
            session.connection().execute(select(table.c.id).where(table.c.id.in_(portion))).scalars()
        )
    return living


def _erase(session: WriteSession, gone: set[Key]) -> set[int]:
    """Take rows out of the history; the ids of the actions that told of them."""
    by_table: dict[str, list[int]] = defaultdict(list)
    for name, row_id in gone:
        by_table[name].append(row_id)
    touched: set[int] = set()
    for name, row_ids in by_table.items():
        for portion in batches(sorted(row_ids)):
            which = (CHANGE.c.table_name == name) & CHANGE.c.row_id.in_(portion)
            touched.update(session.connection().execute(select(CHANGE.c.action_id).where(which)).scalars())
            session.connection().execute(delete(CHANGE).where(which))
    return touched


def _rename(session: WriteSession, words: QuotedWords, touched: set[int]) -> set[int]:
    """Take what quotes or names out of what actions are called; all of those that tell of nothing else."""
    renamed: set[int] = set()
    with_rest = set(session.connection().execute(select(CHANGE.c.action_id).distinct()).scalars())
    for action_id, label in session.connection().execute(select(ACTION.c.id, ACTION.c.label)).all():
        if words.are_named_in(label) or (action_id in touched and action_id not in with_rest):
            values = update(ACTION).where(ACTION.c.id == action_id).values(label=LABEL)
            session.connection().execute(values)
            renamed.add(action_id)
    return renamed


def _keep_trace(session: WriteSession, erased: Erased, touched: set[int], about: Mapping[str, Any]) -> None:
    """Keep, for `check`, the hash of what is left of each action that lost something."""
    rests: dict[int, str] = {}
    for portion in batches(sorted(touched)):
        called = select(ACTION.c.id, ACTION.c.label).where(ACTION.c.id.in_(portion))
        labels = {row.id: row.label for row in session.connection().execute(called)}
        effects: dict[int, list[chain.Effect]] = defaultdict(list)
        columns = (CHANGE.c.action_id, CHANGE.c.table_name, CHANGE.c.row_id, CHANGE.c.before, CHANGE.c.after)
        left = select(*columns).where(CHANGE.c.action_id.in_(portion)).order_by(CHANGE.c.id)
        for action_id, *effect in session.connection().execute(left):
            effects[action_id].append((effect[0], effect[1], effect[2], effect[3]))
        rests |= {key: chain.content_of_action(label, effects[key]) for key, label in labels.items()}
    content = {"format": 1, "at": erased.at, "texts": erased.text_hashes, **about, ACTIONS: rests}
    session.add(Setting(key=f"{KEY}{erased.guid}", value=chain.to_json(content)))
