"""What was settled in a study: decisions and the consensus codings they stand for, notes, votes."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Assignment, Coding, ConsensusCoding, Decision, DiscussionNote, Vote
from app.store.journal import WriteSession, add_many, set_many
from app.store.stored.decisions import (
    Span,
    StoredDecision,
    StoredOwn,
    StoredVote,
    decision_read,
    decision_written,
    vote_read,
    vote_written,
)
from app.studies.guids import GuidsById, IdsByGuid, none_for_empty
from app.studies.rows import (
    ClosedDocument,
    SettledCoding,
    StudyCoder,
    StudyDecision,
    StudyNote,
    StudySpan,
    StudyVote,
)


def decisions_out(session: Session, guids: GuidsById) -> list[StudyDecision]:
    """The decisions that whoever looks may see, in the order in which they were taken."""
    rows = session.scalars(select(Decision).order_by(Decision.id)).all()
    rows = [row for row in rows if row.document_id in guids.documents]
    guids.decisions = {row.id: row.guid for row in rows}
    coding_guids = _coding_guids(session)
    return [_decision(row, coding_guids.get(row.id, ()), guids) for row in rows]


def _coding_guids(session: Session) -> Mapping[int, Sequence[str]]:
    """The guids of the codings that decisions stand for, by the id of the decision."""
    rows = session.execute(
        select(ConsensusCoding.decision_id, Coding.guid)
        .join(Coding, Coding.id == ConsensusCoding.coding_id)
        .order_by(ConsensusCoding.id)
    )
    by_decision: dict[int, list[str]] = {}
    for decision_id, guid in rows:
        by_decision.setdefault(decision_id, []).append(guid)
    return by_decision


def _decision(row: Decision, coding_guids: Sequence[str], guids: GuidsById) -> StudyDecision:
    stored = decision_read(row.originals)
    guids.learn("coder", stored.coder_guids.items())
    guids.learn("code", stored.code_guids.items())
    return StudyDecision(
        guid=row.guid,
        round=guids.rounds.get(row.round_id or 0, ""),
        document=guids.documents[row.document_id],
        start=row.start,
        end=row.end,
        item=row.item,
        outcome=row.outcome,
        reason=row.reason,
        note=row.note,
        rule=row.rule,
        kind=stored.kind,
        coders={
            guids.coder(coder_id): tuple(
                SettledCoding(guids.code(coding.code_id), *coding[1:]) for coding in of_coder
            )
            for coder_id, of_coder in stored.coders.items()
        },
        result=_spans_out(stored.made, guids),
        coder=guids.coder(row.coder_id),
        at=row.at,
        follows=guids.decisions.get(row.follows_id or 0, ""),
        codings=tuple(coding_guids),
    )


def _spans_out(spans: Iterable[Span], guids: GuidsById) -> tuple[StudySpan, ...]:
    return tuple((guids.code(code_id), start, end) for code_id, start, end in spans)


def _spans_in(spans: Iterable[StudySpan], ids: IdsByGuid) -> tuple[Span, ...]:
    return tuple((ids.code(code), start, end) for code, start, end in spans)


def decisions_in(session: WriteSession, decisions: Sequence[StudyDecision], ids: IdsByGuid) -> None:
    """Add decisions, what each follows, and the codings that they stand for."""
    rows = [
        {
            "guid": decision.guid,
            "round_id": none_for_empty(ids.round, decision.round),
            "document_id": ids.documents[decision.document],
            "start": decision.start,
            "end": decision.end,
            "item": decision.item,
            "outcome": decision.outcome,
            "reason": decision.reason,
            "note": decision.note,
            "rule": decision.rule,
            "originals": decision_written(_stored_decision(decision, ids)),
            "coder_id": none_for_empty(ids.coder, decision.coder),
            "at": decision.at,
        }
        for decision in decisions
    ]
    new = add_many(session, Decision, rows)
    ids.decisions |= dict(zip((decision.guid for decision in decisions), new, strict=True))
    follows = {
        ids.decisions[decision.guid]: {"follows_id": ids.decisions[decision.follows]}
        for decision in decisions
        if decision.follows
    }
    set_many(session, Decision, follows)
    links = [
        {"decision_id": ids.decisions[decision.guid], "coding_id": ids.codings[coding]}
        for decision in decisions
        for coding in decision.codings
    ]
    add_many(session, ConsensusCoding, links)


def _stored_decision(decision: StudyDecision, ids: IdsByGuid) -> StoredDecision:
    codes = [coding.code for of_coder in decision.coders.values() for coding in of_coder]
    codes += [code for code, _, _ in decision.result]
    return StoredDecision(
        kind=decision.kind,
        coders={
            ids.coder(coder): [StoredOwn(ids.code(coding.code), *coding[1:]) for coding in of_coder]
            for coder, of_coder in decision.coders.items()
        },
        made=_spans_in(decision.result, ids),
        code_guids={ids.code(code): code for code in sorted(set(codes))},
        coder_guids={ids.coder(coder): coder for coder in decision.coders},
    )


def notes_out(session: Session, guids: GuidsById) -> list[StudyNote]:
    """What was said, as far as whoever looks may know of it."""
    return [
        StudyNote(
            guid=row.guid,
            round=guids.rounds.get(row.round_id or 0, ""),
            document=guids.documents[row.document_id],
            start=row.start,
            end=row.end,
            item=row.item,
            coder=guids.coder(row.coder_id),
            text=row.text,
            at=row.at,
        )
        for row in session.scalars(select(DiscussionNote).order_by(DiscussionNote.id))
        if row.document_id in guids.documents
    ]


def notes_in(session: WriteSession, notes: Sequence[StudyNote], ids: IdsByGuid) -> None:
    """Add what was said."""
    rows = [
        {
            "guid": note.guid,
            "round_id": none_for_empty(ids.round, note.round),
            "document_id": ids.documents[note.document],
            "start": note.start,
            "end": note.end,
            "item": note.item,
            "coder_id": none_for_empty(ids.coder, note.coder),
            "text": note.text,
            "at": note.at,
        }
        for note in notes
    ]
    add_many(session, DiscussionNote, rows)


def votes_out(
    session: Session, guids: GuidsById, team: Sequence[StudyCoder], closed: Sequence[ClosedDocument]
) -> list[StudyVote]:
    """The votes that whoever looks may know: the own ones, and all on passages where nobody's is awaited."""
    rows = [
        row for row in session.scalars(select(Vote).order_by(Vote.id)) if row.document_id in guids.documents
    ]
    cast: dict[str, set[str]] = {}
    for row in rows:
        cast.setdefault(row.item, set()).add(guids.coder(row.coder_id))
    people = {coder.guid for coder in team}
    voters = _voters(session, guids, closed) if rows else {}
    viewer = session.info.get("coder_id")
    votes = []
    for row in rows:
        document_of_round = guids.rounds.get(row.round_id or 0, ""), guids.documents[row.document_id]
        awaited = (voters.get(document_of_round, set()) & people) - cast[row.item]
        if not awaited or row.coder_id == viewer:
            votes.append(_vote(row, guids))
    return votes


def _voters(
    session: Session, guids: GuidsById, closed: Sequence[ClosedDocument]
) -> dict[tuple[str, str], set[str]]:
    """Who has completed a document, by the round, "" for none, and the document."""
    voters = {
        (document.round, document.about.guid): {
            coder for coder, state in document.states.items() if state == "completed"
        }
        for document in closed
    }
    by_snapshot = set(voters)
    completed = select(Assignment.document_id, Assignment.coder_id, Assignment.round_id).where(
        Assignment.completed_at.is_not(None)
    )
    for document_id, coder_id, round_id in session.execute(completed):
        document = guids.documents.get(document_id, "")
        open_round = guids.rounds.get(round_id or 0, "")
        for document_of_round in {("", document), (open_round, document)} - by_snapshot:
            voters.setdefault(document_of_round, set()).add(guids.coder(coder_id))
    return voters


def _vote(row: Vote, guids: GuidsById) -> StudyVote:
    stored = vote_read(row.codings)
    guids.learn("code", stored.code_guids.items())
    return StudyVote(
        guid=row.guid,
        round=guids.rounds.get(row.round_id or 0, ""),
        document=guids.documents[row.document_id],
        item=row.item,
        coder=guids.coder(row.coder_id),
        outcome=row.outcome,
        codings=_spans_out(stored.codings, guids),
        at=row.at,
    )


def votes_in(session: WriteSession, votes: Sequence[StudyVote], ids: IdsByGuid) -> None:
    """Add votes."""
    rows = [
        {
            "guid": vote.guid,
            "round_id": none_for_empty(ids.round, vote.round),
            "document_id": ids.documents[vote.document],
            "item": vote.item,
            "coder_id": ids.coders[vote.coder],
            "outcome": vote.outcome,
            "codings": vote_written(
                StoredVote(
                    _spans_in(vote.codings, ids), {ids.code(code): code for code, _, _ in vote.codings}
                )
            ),
            "at": vote.at,
        }
        for vote in votes
    ]
    add_many(session, Vote, rows)
