"""Proposals to change the codebook, with the passage that shows why: made, listed, accepted, declined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.codebook.actions import add_code, change_code, existing, merge_codes, split_code
from app.codebook.succession import merged_into, successions
from app.codebook.versions import contents
from app.errors import Conflict, UserError
from app.models import Code, CodebookVersion, Coder, Document, DocumentText, Proposal, now
from app.store.journal import WriteSession
from app.store.leading import ANSWERS, accepting, all_but_leads

Kind = Literal["exclusion", "example", "merge", "split", "new", "other"]
State = Literal["open", "accepted", "declined"]
KINDS: tuple[Kind, ...] = get_args(Kind)
WITHOUT_CODE: tuple[Kind, ...] = ("new", "other")  # may be about the codebook as a whole


@dataclass(frozen=True)
class EvidencePassage:
    """A passage [start, end) of a document that a proposal takes as its evidence, and its words."""

    document_id: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class ProposalRow:
    """One proposal; the passage is [start, end) of a document, or None where there is none.

    `code` and `target` are names, also of codes that are gone. Ids are of the codes that these became.
    `version_number` is of the version that it was accepted into, None until that is published.
    """

    id: int
    guid: str
    kind: Kind
    state: State
    code_id: int | None
    code: str
    target_id: int | None
    target: str
    text: str
    document_id: int | None
    start: int | None
    end: int | None
    coder_id: int | None
    coder: str
    at: str
    answer: str
    answered_by: str
    answered_at: str | None
    version_number: int | None


def propose(
    session: WriteSession,
    *,
    kind: Kind,
    code_id: int | None,
    target_id: int | None = None,
    text: str = "",
    document_id: int | None = None,
    start: int | None = None,
    end: int | None = None,
    coder_id: int | None,
) -> int:
    """Propose a change: `text` is the exclusion, why two codes are one, or the names of a split's codes.

    Of a new code it is the name, then in lines of its own the definition; it goes under `code_id`.
    """
    if kind not in KINDS:
        raise UserError(f"“{kind}” is not a kind of proposal. Choose one of: {', '.join(KINDS)}.")
    if code_id is None and kind not in WITHOUT_CODE:
        raise UserError("A proposal needs the code that it is about. Choose one and try again.", "code")
    for id_ in filter(None, (code_id, target_id)):
        existing(session, id_)
    if kind == "merge" and target_id in (None, code_id):
        raise UserError("A merge needs another code to merge into. Choose one and try again.", "target")
    if kind in ("exclusion", "split", *WITHOUT_CODE) and not text.strip():
        raise UserError("Say in words what should change, then try again.", "text")
    _refuse_place(session, document_id, start, end, needed=kind == "example" and not text.strip())
    proposal = Proposal(
        kind=kind,
        code_id=code_id,
        target_id=target_id,
        text=text.strip(),
        document_id=document_id,
        start=start,
        end=end,
        coder_id=coder_id,
    )
    session.add(proposal)
    session.flush()
    return proposal.id


def _refuse_place(
    session: WriteSession, document_id: int | None, start: int | None, end: int | None, *, needed: bool
) -> None:
    if document_id is None or start is None or end is None:
        if needed:
            raise UserError("An example needs a passage. Select one in the text, or type it.", "text")
        return
    document = session.get(Document, document_id)
    if document is None or not 0 <= start < end <= document.length:
        raise UserError("That passage is not in the project. Select some words and try again.")


def accept_proposal(
    session: WriteSession, *, proposal_id: int, coder_id: int, text: str | None = None, answer: str = ""
) -> None:
    """Change the codebook as a proposal says; it belongs to the version that is published next.

    An exclusion is appended to “do not use when”, an example to the typical examples, a merge and a split are
    done, a new code is made and nothing coded with it, anything else is noted. `text` takes the place of what
    was proposed.
    """
    proposal = _open(session, proposal_id, coder_id)
    words = proposal.text if text is None else text.strip()
    _answer(proposal, "accepted", coder_id, answer)
    with accepting(session):
        _do_proposed(session, proposal, words)


def _do_proposed(session: WriteSession, proposal: Proposal, words: str) -> None:
    if proposal.kind == "new":
        _add_proposed(session, proposal, words)
    elif proposal.kind != "other":
        code_id = _now(session, proposal.code_id)
        if proposal.kind == "exclusion":
            _append(session, code_id, "do_not_use_when", words)
        elif proposal.kind == "example":
            _append(session, code_id, "typical_example", words or _quote(session, proposal))
        elif proposal.kind == "merge":
            target_id = _now(session, proposal.target_id)
            if code_id == target_id:
                raise UserError("These codes are one already. Decline the proposal and say so.")
            merge_codes(session, source_ids=[code_id], target_id=target_id)
        else:
            names = [line.strip() for line in words.splitlines() if line.strip()]
            split_code(session, code_id=code_id, names=names)


def decline_proposal(session: WriteSession, *, proposal_id: int, coder_id: int, answer: str = "") -> None:
    """Decline a proposal, with what its maker is told."""
    _answer(_open(session, proposal_id, coder_id), "declined", coder_id, answer)


def _answer(proposal: Proposal, state: State, coder_id: int, answer: str) -> None:
    proposal.state, proposal.answer = state, answer.strip()
    proposal.answered_by, proposal.answered_at = coder_id, now()


def _open(session: WriteSession, proposal_id: int, coder_id: int) -> Proposal:
    proposal = session.get(Proposal, proposal_id)
    if proposal is None:
        raise UserError("This proposal is no longer there: it was taken back. Nothing was changed.")
    if proposal.state != "open":
        raise Conflict("This proposal was answered meanwhile. Look at it again.")
    refusal = all_but_leads(session, coder_id, ANSWERS)
    if refusal:
        raise UserError(refusal)
    return proposal


def _now(session: WriteSession, code_id: int | None) -> int:
    """The code that a proposal is about, or what it was merged into."""
    today_id = merged_into(session).get(code_id or 0, code_id or 0)
    if session.get(Code, today_id) is None:
        raise UserError("The code of this proposal is no longer in the codebook. Decline it and say so.")
    return today_id


def _add_proposed(session: WriteSession, proposal: Proposal, words: str) -> None:
    name, _, definition = words.strip().partition("\n")
    parent_id = None if proposal.code_id is None else _now(session, proposal.code_id)
    add_code(session, name=name, parent_id=parent_id, full_definition=definition.strip())


def _append(session: WriteSession, code_id: int, field: str, words: str) -> None:
    if not words:
        raise UserError("There is nothing to add to the definition. Say in words what it should say.")
    before: str = getattr(existing(session, code_id), field)
    fields: dict[str, Any] = {field: f"{before.rstrip()}\n{words}".strip()}
    change_code(session, code_id=code_id, **fields)


def _quote(session: WriteSession, proposal: Proposal) -> str:
    if proposal.document_id is None or proposal.start is None or proposal.end is None:
        return ""
    words = session.scalar(
        select(func.substr(DocumentText.text, proposal.start + 1, proposal.end - proposal.start))
        .join(Document, Document.id == DocumentText.document_id)
        .where(Document.id == proposal.document_id, DocumentText.version == Document.text_version)
    )
    return f"“{(words or '').strip()}”" if words else ""


def proposals(session: Session, *, state: State | None = None) -> list[ProposalRow]:
    """All proposals or those of a state, the newest first.

    While a round is coded blind, what others propose about its passages is left out, as their codings are.
    """
    answerer = Coder.__table__.alias()
    statement = (
        select(Proposal, Coder.name, answerer.c.name, CodebookVersion.number)
        .outerjoin(Coder, Coder.id == Proposal.coder_id)
        .outerjoin(answerer, answerer.c.id == Proposal.answered_by)
        .outerjoin(CodebookVersion, CodebookVersion.id == Proposal.version_id)
        .order_by(Proposal.id.desc())
    )
    if state is not None:
        statement = statement.where(Proposal.state == state)
    rows = session.execute(statement).all()
    names = _names(session) if rows else {}
    into = merged_into(session) if rows else {}
    return [_row(*row, names=names, into=into) for row in rows]


def open_proposals(session: Session) -> int:
    """How many proposals wait for an answer, of those that may be seen."""
    statement = select(func.count(Proposal.id)).where(Proposal.state == "open")
    return session.scalar(statement) or 0


def _names(session: Session) -> dict[int, str]:
    """Names of all codes that are or were: as they are now, or as they were last written down."""
    names: dict[int, str] = {}
    for _, codes in sorted(contents(session).items()):
        names |= {code.id: code.name for code in codes}
    names |= {step.from_id: step.from_name for step in successions(session) if step.kind == "merge"}
    return names | {row[0]: row[1] for row in session.execute(select(Code.id, Code.name))}


def _row(
    proposal: Proposal,
    coder: str | None,
    answered_by: str | None,
    version_number: int | None,
    *,
    names: Mapping[int, str],
    into: Mapping[int, int],
) -> ProposalRow:
    ids: Sequence[Any] = [proposal.code_id, proposal.target_id]
    now_ids = [into.get(code_id, code_id) for code_id in ids]
    return ProposalRow(
        id=proposal.id,
        guid=proposal.guid,
        kind=proposal.kind,  # type: ignore[arg-type]  # written by propose() only
        state=proposal.state,  # type: ignore[arg-type]  # written by this module only
        code_id=now_ids[0],
        code=names.get(ids[0], ""),
        target_id=now_ids[1],
        target=names.get(ids[1], ""),
        text=proposal.text,
        document_id=proposal.document_id,
        start=proposal.start,
        end=proposal.end,
        coder_id=proposal.coder_id,
        coder=coder or "",
        at=proposal.at,
        answer=proposal.answer,
        answered_by=answered_by or "",
        answered_at=proposal.answered_at,
        version_number=version_number,
    )
