"""What can be done to the text of a document that is coded: everybody's codings and decisions move along."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.documents.actions import existing, family
from app.documents.alignment import Alignment
from app.documents.canonical import canonical
from app.documents.edits import edited, name_edits, renamed
from app.documents.queries import text
from app.documents.turns import TextRegion
from app.documents.version_alignment import between
from app.documents.versions import text_in_version
from app.errors import UserError
from app.models import Document, Region
from app.store.journal import WriteSession
from app.texts.changing import VersionNote, change_text, refuse_unseen
from app.texts.comparing import correction, renewal
from app.texts.restoring import bring_back, known_places


def correct_text(
    session: WriteSession,
    *,
    document_id: int,
    start: int,
    end: int,
    words: str,
    reason: str = "",
    seen_version: int | None = None,
) -> None:
    """Put `words` in the place of [start, end) of a document's text; both as code points."""
    document = existing(session, document_id)
    refuse_unseen(document, seen_version)
    alignment = correction(document.name, text(session, document_id), start, end, words)
    change_text(session, document, alignment, VersionNote(reason), seen=True)


def renew_text(
    session: WriteSession,
    *,
    document_id: int,
    new_text: str,
    regions: Sequence[TextRegion] | None = None,
    file_name: str = "",
    file_hash: str = "",
    reason: str = "",
    anyway: bool = False,
    seen_version: int | None = None,
    prepared: Alignment | None = None,
) -> None:
    """Take in a new version of a text; `regions` are those that the file's reader found in it.

    UserError where the text is the same, or empty, or where less than 30 % of it are in the old one, as of
    another document's file, unless it is to be taken `anyway`. `prepared` is the comparison of the two where
    a preview has made it.
    """
    document = existing(session, document_id)
    refuse_unseen(document, seen_version)
    body, new_text = text(session, document_id), canonical(new_text)
    if prepared is not None and (prepared.old_text, prepared.new_text) == (body, new_text):
        alignment = prepared
    else:
        alignment = renewal(document.name, body, new_text, session.job, anyway=anyway)
    change_text(session, document, alignment, VersionNote(reason, file_name, file_hash), reading=regions)


def replace_name(
    session: WriteSession,
    *,
    name: str,
    other: str,
    document_ids: Sequence[int] | None = None,
    reason: str = "",
    seen_versions: Mapping[int, int] | None = None,
) -> list[int]:
    """Replace a name, as whole words however they are written, in some documents or in all.

    Speakers of that name are called by the other one, too. Returns the ids of the documents that changed.
    """
    other = new_name(name, other)
    all_of_them = select(Document.id).where(Document.repeat_of_id.is_(None)).order_by(Document.position)
    ids = session.scalars(all_of_them).all() if document_ids is None else document_ids
    changed: list[int] = []
    for step, document_id in enumerate(ids):
        session.job.step(step, len(ids), "Replacing the name")
        document = existing(session, document_id)
        body = text(session, document_id)
        edits = name_edits(body, name, other)
        if edits:
            refuse_unseen(document, None if seen_versions is None else seen_versions.get(document_id))
            speakers = _called(session, document_id, name, other)
            change_text(session, document, renamed(body, edits), VersionNote(reason), speakers=speakers)
            changed.append(document_id)
    if not changed:
        raise UserError(
            "The name stands in none of these documents as a word of its own, so nothing was changed. Check "
            "how it is spelt there."
        )
    return changed


def new_name(name: str, other: str) -> str:
    """The words that take a name's place, as they are stored; UserError where one of the two can't be."""
    other = " ".join(canonical(other).split())
    if not name.strip() or not other:
        raise UserError("Type the name, and what is to stand in its place. Nothing was changed.")
    if " ".join(name.split()) == other:
        raise UserError("Both names are the same, so nothing was changed. Type another one.")
    return other


def _called(session: WriteSession, document_id: int, name: str, other: str) -> dict[str, str]:
    """Speakers of a document whose names hold the name, and how they are called with the other one."""
    rows = select(Region.speaker).where(Region.document_id == document_id, Region.speaker != "")
    speakers = session.scalars(rows.distinct()).all()
    called = {speaker: edited(speaker, name_edits(speaker, name, other)) for speaker in speakers}
    return {speaker: new for speaker, new in called.items() if new != speaker}


def restore_version(
    session: WriteSession,
    *,
    document_id: int,
    version: int,
    reason: str = "",
    seen_version: int | None = None,
) -> None:
    """Make an earlier version of a text the current one, as a new version; what it had lost comes back."""
    document = existing(session, document_id)
    refuse_unseen(document, seen_version)
    if text_in_version(session, document_id, version) == text(session, document_id):
        raise UserError("The text is as it was in this version, so nothing was changed. Choose another one.")
    alignment = between(session, document_id, document.text_version, version, session.job).with_replaced()
    ids = family(session, document)
    given_places = known_places(session, ids, version)
    change_text(session, document, alignment, VersionNote(reason), given_places=given_places)
    bring_back(session, ids, version)
