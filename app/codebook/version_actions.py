"""What can be done with versions of the codebook: publish one, and tick off codings that it touched."""

from collections.abc import Sequence

from sqlalchemy import select

from app.codebook.queries import codebook
from app.codebook.variables import variables
from app.codebook.version_content import variables_of_content, written
from app.codebook.versions import changed_since, latest
from app.errors import UserError
from app.models import CodebookVersion, Coding, Proposal, RecodeCheck, now
from app.names import storable
from app.store import chain
from app.store.journal import WriteSession, add_many, batches, set_many
from app.store.leading import PUBLISHES, refuse_all_but_leads


def publish_version(session: WriteSession, *, reason: str, coder_id: int | None) -> int:
    """Publish the codebook as it is as the next version; accepted proposals become part of it."""
    refuse_all_but_leads(session, PUBLISHES)
    codes = codebook(session)
    asked = variables(session)
    if not codes and not asked:
        raise UserError("The codebook has no codes, so there is nothing to publish. Add a code first.")
    reason = reason.strip()
    if not reason:
        raise UserError("A version needs a reason: those who code by it want to know what changed and why.")
    newest = latest(session)
    same = newest is not None and not changed_since(session)
    if newest is not None and same and asked == variables_of_content(session, newest.id):
        raise UserError(
            f"The codebook is what version {newest.number} says, so nothing was published. Change it first."
        )
    number = newest.number + 1 if newest else 1
    row = {
        "number": number,
        "reason": storable(reason),
        "published_at": now(),
        "content": written(codes, asked),
    }
    version = CodebookVersion(**row, coder_id=coder_id, hash=chain.seal("codebook_version", row))
    session.add(version)
    session.flush()
    waiting = session.scalars(
        select(Proposal.id).where(Proposal.state == "accepted", Proposal.version_id.is_(None))
    )
    set_many(session, Proposal, {proposal_id: {"version_id": version.id} for proposal_id in waiting})
    return version.id


def mark_checked(session: WriteSession, *, version_id: int, coding_ids: Sequence[int], coder_id: int) -> None:
    """Say that a coder has looked at some of the own codings since a version; twice is once."""
    coder_codings: list[int] = []
    for batch in batches(coding_ids):
        for row in session.execute(select(Coding.id, Coding.coder_id).where(Coding.id.in_(batch))):
            if row.coder_id != coder_id:
                raise UserError("These are codings of somebody else. Each coder checks the own ones.")
            coder_codings.append(row.id)
    checked = set(session.scalars(select(RecodeCheck.coding_id).where(RecodeCheck.version_id == version_id)))
    rows = [
        {"version_id": version_id, "coding_id": coding_id}
        for coding_id in coder_codings
        if coding_id not in checked
    ]
    add_many(session, RecodeCheck, rows)
