"""All memos in one place, those on codings among them, with what they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.memos.links import MemoLink, links_in
from app.models import Case, Code, Coder, Coding, Document, DocumentText, Memo, SavedQuery
from app.names import key
from app.sought import Sought

CODING = "coding"


@dataclass(frozen=True)
class MemoRow:
    """One memo: `about` is a word of app.store.written, or `coding`, whose memos are kept with it.

    `id` is that of the memo or of the coding; `name` that of what it is about, where that has one, `is_gone`
    where it is no longer there. A passage has a document, `start` and `end`; a time is UTC.
    """

    id: int
    guid: str
    about: str
    kind: str
    title: str
    text: str
    document_id: int | None
    document: str
    start: int | None
    end: int | None
    name: str
    is_gone: bool
    code_id: int | None
    coder_id: int | None
    writer: str
    private: bool
    at: str
    colour: str = ""  # of the code that it is on

    @property
    def in_one_line(self) -> str:
        """What stands for it in a list: the title, or how it begins."""
        return self.title or " ".join(self.text.split())[:120]


def memos(session: Session, *, codings: bool = True) -> list[MemoRow]:
    """All memos that whoever looks may see, newest first; with or without those on codings."""
    rows = [*_written(session), *(_of_codings(session) if codings else ())]
    return sorted(rows, key=lambda row: (row.at, row.id), reverse=True)


def _written(session: Session) -> list[MemoRow]:
    statement = (
        select(Memo, Document.name, Case.name, Code.name, SavedQuery.name, Coder.name, Code.colour)
        .outerjoin(Document, Document.id == Memo.document_id)
        .outerjoin(Case, Case.id == Memo.case_id)
        .outerjoin(Code, Code.id == Memo.code_id)
        .outerjoin(SavedQuery, SavedQuery.id == Memo.query_id)
        .outerjoin(Coder, Coder.id == Memo.coder_id)
        .order_by(Memo.id)
    )
    return [_row(*row) for row in session.execute(statement)]


def _row(memo: Memo, document: Any, case: Any, code: Any, query: Any, writer: Any, colour: Any) -> MemoRow:
    return MemoRow(
        id=memo.id,
        guid=memo.guid,
        about=memo.about,
        kind=memo.kind,
        title=memo.title,
        text=memo.text,
        document_id=memo.document_id if document is not None else None,
        document=document or "",
        start=memo.start,
        end=memo.end,
        name=case or code or query or memo.gone,
        is_gone=bool(memo.gone),
        code_id=memo.code_id,
        coder_id=memo.coder_id,
        writer=writer or "",
        private=memo.private,
        at=memo.changed_at or memo.at,
        colour=colour or "",
    )


def _of_codings(session: Session) -> list[MemoRow]:
    rows = session.execute(
        select(Coding, Document.name, Code.name, Coder.name, Code.colour)
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .join(Document, Document.id == Coding.document_id)
        .where(Coding.memo != "")
    )
    return [
        MemoRow(
            id=coding.id,
            guid=coding.guid,
            about=CODING,
            kind="",
            title="",
            text=coding.memo,
            document_id=coding.document_id,
            document=document,
            start=coding.start,
            end=coding.end,
            name=code,
            is_gone=False,
            code_id=coding.code_id,
            coder_id=coding.coder_id,
            writer=writer,
            private=False,
            at=coding.created_at,
            colour=colour,
        )
        for coding, document, code, writer, colour in rows
    ]


@dataclass(frozen=True)
class LinkedPlace:
    """A link of a memo, and where it leads: a document and its words; None where they aren't there."""

    link: MemoLink
    document_id: int | None
    start: int | None
    end: int | None


def linked_places(session: Session, text: str) -> list[LinkedPlace]:
    """Where the links of a memo lead: the first place of their words in the document that they name."""
    links = links_in(text)
    if not links:
        return []
    ids = {key(row.name): row.id for row in session.execute(select(Document.id, Document.name))}
    places = []
    for link in links:
        document_id = ids.get(key(link.document))
        span = None if document_id is None or not link.words else _first(session, document_id, link.words)
        places.append(LinkedPlace(link, document_id, *(span or (None, None))))
    return places


def _first(session: Session, document_id: int, words: str) -> tuple[int, int] | None:
    text = session.scalar(
        select(DocumentText.text)
        .join(Document, Document.id == DocumentText.document_id)
        .where(Document.id == document_id, DocumentText.version == Document.text_version)
    )
    sought = Sought('"' + words.replace('"', " ") + '"')
    return None if text is None else next(iter(sought.places(text)), None)


def kinds(rows: Sequence[MemoRow]) -> list[str]:
    """The kinds that people gave to memos, each once, by name."""
    named = {key(row.kind): row.kind for row in reversed(rows) if row.kind}
    return [named[name] for name in sorted(named)]
