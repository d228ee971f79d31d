"""What can be done to memos; nobody changes another one's."""

from collections.abc import Collection, Mapping

from app.errors import UserError
from app.models import Case, Code, Coder, Document, Memo, SavedQuery, now
from app.names import LONGEST, storable
from app.store.journal import WriteSession
from app.store.leading import acting
from app.store.meanwhile import refuse_overwriting
from app.store.sight import is_coded_blind
from app.store.written import ABOUT, About

GONE = "This memo is no longer there: it was removed meanwhile. Nothing was changed."
NAMED: Mapping[About, tuple[str, type[Document | Case | Code | SavedQuery]]] = {
    "document": ("document_id", Document),
    "passage": ("document_id", Document),
    "case": ("case_id", Case),
    "code": ("code_id", Code),
    "query": ("query_id", SavedQuery),
}


def write_memo(
    session: WriteSession,
    *,
    text: str,
    about: About = "project",
    about_id: int | None = None,
    start: int | None = None,
    end: int | None = None,
    title: str = "",
    kind: str = "",
    private: bool = False,
) -> int:
    """Write a memo about the project, or about what has `about_id`; a passage is [start, end) of a document.

    UserError where that is gone, where nothing is written, or where nobody in particular writes privately.
    """
    if about not in ABOUT:
        raise ValueError(about)
    memo = Memo(about=about, coder_id=acting(session), private=private, **_words(text, title, kind))
    if about in NAMED:
        column, model = NAMED[about]
        row = None if about_id is None else session.get(model, about_id)
        if row is None:
            raise UserError(f"This {model.__name__.lower()} is no longer in the project. Choose another one.")
        setattr(memo, column, about_id)
        if isinstance(row, Document) and about == "passage":
            if start is None or end is None or not 0 <= start < end <= row.length:
                raise UserError("Nothing is selected that the memo could be about. Select a passage.")
            memo.start, memo.end = start, end
    _refuse_private_of_nobody(memo)
    session.add(memo)
    session.flush()
    return memo.id


def change_memo(
    session: WriteSession,
    *,
    memo_id: int,
    text: str | None = None,
    title: str | None = None,
    kind: str | None = None,
    private: bool | None = None,
    seen: Mapping[str, str] | None = None,
) -> None:
    """Change what is given of a memo of one's own; Conflict where that is no longer as it was `seen`."""
    memo = _own(session, memo_id)
    words = _words(memo.text if text is None else text, title or "", kind or "")
    wanted: dict[str, object] = {"text": words["text"]} if text is not None else {}
    wanted |= {"title": words["title"]} if title is not None else {}
    wanted |= {"kind": words["kind"]} if kind is not None else {}
    wanted |= {"private": private} if private is not None else {}
    refuse_overwriting(memo, wanted, seen, "this memo")
    for field, value in wanted.items():
        setattr(memo, field, value)
    memo.changed_at = now()
    _refuse_private_of_nobody(memo)


def delete_memos(session: WriteSession, *, memo_ids: Collection[int]) -> None:
    """Delete memos of one's own."""
    for memo in [_own(session, memo_id) for memo_id in dict.fromkeys(memo_ids)]:
        session.delete(memo)


def _own(session: WriteSession, memo_id: int) -> Memo:
    memo = session.get(Memo, memo_id)
    coder_id = acting(session)
    if memo is None:
        raise UserError(GONE)
    if memo.coder_id is None or memo.coder_id == coder_id:
        return memo
    if memo.private or (memo.document_id is not None and is_coded_blind(session, memo.document_id)):
        raise UserError(GONE)  # nobody learns what others write there
    writer = session.get(Coder, memo.coder_id)
    if writer is None:
        return memo
    raise UserError(
        f"This is a memo of {writer.name}, and nobody changes what another one wrote. Write one of your own "
        "about the same."
    )


def _refuse_private_of_nobody(memo: Memo) -> None:
    if memo.private and memo.coder_id is None:
        raise UserError(
            "A private memo is its writer's alone, and nobody in particular is writing. Say who you are "
            "(--as), or write it for all."
        )


def _words(text: str, title: str, kind: str) -> dict[str, str]:
    text, parts = storable(text), [" ".join(storable(part).split()) for part in (title, kind)]
    if not text.strip():
        raise UserError("The memo is empty, so it was not stored. Write something, or delete it.", "text")
    if max(map(len, parts)) > LONGEST:
        raise UserError(f"Title and kind of a memo may have {LONGEST} characters at most. Shorten them.")
    return {"text": text, "title": parts[0], "kind": parts[1]}
