"""What was settled of answers in a study: decisions on values, and votes."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Case, CodingSheet, ValueDecision, ValueVote
from app.store.journal import WriteSession, add_many, set_many
from app.store.stored.sheets import (
    StoredGiven,
    StoredValueDecision,
    value_decision_read,
    value_decision_written,
)
from app.studies.guids import GuidsById, IdsByGuid, none_for_empty
from app.studies.sheet_rows import SettledAnswer, StudyValueDecision, StudyValueVote


def value_decisions_out(session: Session, guids: GuidsById) -> list[StudyValueDecision]:
    """The decisions on answers that whoever looks may see, in the order in which they were taken."""
    cases = _case_guids(session)
    rows = [
        row
        for row in session.scalars(select(ValueDecision).order_by(ValueDecision.id)).all()
        if row.case_id is not None or row.document_id in guids.documents
    ]
    named = {row.id: row.guid for row in rows}
    decisions = []
    for row in rows:
        stored = value_decision_read(row.originals)
        guids.learn("coder", stored.coder_guids.items())
        decisions.append(
            StudyValueDecision(
                guid=row.guid,
                round=guids.rounds.get(row.round_id or 0, ""),
                case=cases.get(row.case_id or 0, ""),
                document=guids.documents.get(row.document_id or 0, ""),
                variable=guids.variable(row.variable_id),
                item=row.item,
                outcome=row.outcome,
                reason=row.reason,
                note=row.note,
                rule=row.rule,
                coders={guids.coder(key): SettledAnswer(*given) for key, given in stored.coders.items()},
                result=stored.result or (),
                coder=guids.coder(row.coder_id),
                at=row.at,
                follows=named.get(row.follows_id or 0, ""),
            )
        )
    return decisions


def _case_guids(session: Session) -> dict[int, str]:
    return {row[0]: row[1] for row in session.execute(select(Case.id, Case.guid))}


def value_decisions_in(
    session: WriteSession, decisions: Sequence[StudyValueDecision], ids: IdsByGuid
) -> None:
    """Add decisions on answers, and what each follows."""
    rows = [
        {
            "guid": decision.guid,
            "round_id": none_for_empty(ids.round, decision.round),
            "case_id": none_for_empty(ids.case, decision.case),
            "document_id": none_for_empty(ids.document, decision.document),
            "variable_id": ids.variables[decision.variable],
            "item": decision.item,
            "outcome": decision.outcome,
            "reason": decision.reason,
            "note": decision.note,
            "rule": decision.rule,
            "originals": value_decision_written(_stored(decision, ids)),
            "coder_id": none_for_empty(ids.coder, decision.coder),
            "at": decision.at,
        }
        for decision in decisions
    ]
    new = add_many(session, ValueDecision, rows)
    here = dict(zip((decision.guid for decision in decisions), new, strict=True))
    follows = {
        here[decision.guid]: {"follows_id": here[decision.follows]}
        for decision in decisions
        if decision.follows
    }
    set_many(session, ValueDecision, follows)


def _stored(decision: StudyValueDecision, ids: IdsByGuid) -> StoredValueDecision:
    return StoredValueDecision(
        coders={ids.coder(guid): StoredGiven(*given) for guid, given in decision.coders.items()},
        result=(decision.result[0], decision.result[1]) if decision.result else None,
        coder_guids={ids.coder(guid): guid for guid in decision.coders},
    )


def value_votes_out(session: Session, guids: GuidsById) -> list[StudyValueVote]:
    """The votes that whoever looks may know: the own ones, and all where nobody's is awaited."""
    cases = _case_guids(session)
    rows = [
        row
        for row in session.scalars(select(ValueVote).order_by(ValueVote.id)).all()
        if row.case_id is not None or row.document_id in guids.documents
    ]
    cast: dict[str, set[int]] = {}
    for row in rows:
        cast.setdefault(row.item, set()).add(row.coder_id)
    completed: dict[tuple[int | None, int | None], set[int]] = {}
    sheets = select(CodingSheet.case_id, CodingSheet.document_id, CodingSheet.coder_id)
    for case_id, document_id, coder_id in session.execute(
        sheets.where(CodingSheet.completed_at.is_not(None))
    ):
        completed.setdefault((case_id, document_id), set()).add(coder_id)
    viewer = session.info.get("coder_id")
    return [
        StudyValueVote(
            guid=row.guid,
            round=guids.rounds.get(row.round_id or 0, ""),
            case=cases.get(row.case_id or 0, ""),
            document=guids.documents.get(row.document_id or 0, ""),
            variable=guids.variable(row.variable_id),
            item=row.item,
            coder=guids.coder(row.coder_id),
            state=row.state,
            value=row.value,
            at=row.at,
        )
        for row in rows
        if row.coder_id == viewer or completed.get((row.case_id, row.document_id), set()) <= cast[row.item]
    ]


def value_votes_in(session: WriteSession, votes: Sequence[StudyValueVote], ids: IdsByGuid) -> None:
    """Add votes on answers."""
    rows = [
        {
            "guid": vote.guid,
            "round_id": none_for_empty(ids.round, vote.round),
            "case_id": none_for_empty(ids.case, vote.case),
            "document_id": none_for_empty(ids.document, vote.document),
            "variable_id": ids.variables[vote.variable],
            "item": vote.item,
            "coder_id": ids.coders[vote.coder],
            "state": vote.state,
            "value": vote.value,
            "at": vote.at,
        }
        for vote in votes
    ]
    add_many(session, ValueVote, rows)
