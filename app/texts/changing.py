"""Puts a new version of a text in the place of the current one, with everything that counts in it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select

from app.documents.actions import family
from app.documents.alignment import Alignment
from app.documents.left_out import all_speakers, leave_out_as_before
from app.documents.roles import rename_role
from app.documents.speaker_links import rename_linked_speakers
from app.documents.turns import TextRegion
from app.errors import Conflict
from app.models import Document, DocumentText, now
from app.store import chain
from app.store.journal import WriteSession
from app.store.leading import TEXTS_CODED_BLIND, acting, refuse_all_but_leads
from app.store.sight import is_coded_blind
from app.store.stored.texts import StoredStretch, stretches_written
from app.texts.facts import move_facts
from app.texts.moving import move_codings, move_regions, move_written, rename_speakers
from app.texts.settled import move_settled, open_items


class VersionNote(NamedTuple):
    """What is kept of a new version: why it was made, and of which file."""

    reason: str = ""
    file_name: str = ""
    file_hash: str = ""


def change_text(
    session: WriteSession,
    document: Document,
    alignment: Alignment,
    note: VersionNote,
    *,
    reading: Sequence[TextRegion] | None = None,
    speakers: Mapping[str, str] | None = None,
    given_places: Mapping[int, tuple[int, int]] | None = None,
    seen: bool = False,
) -> None:
    """Give a document, and its hidden repeats, a new text, and move what counts in the old one.

    `reading` are the regions that a file's reader found in the new text, `speakers` those who are called
    otherwise now, `given_places` those of codings that need no comparison. What was changed before the eyes
    of who acts (`seen`) is not to be looked at again.
    """
    ids = family(session, document)
    if is_coded_blind(session, ids[0]):
        refuse_all_but_leads(session, TEXTS_CODED_BLIND)
    seen_by = acting(session) if seen else None
    called = dict(speakers or {})
    before = all_speakers(session)
    for of in ids:
        keys = open_items(session, of, alignment)
        version = _add_version(session, of, alignment, note)
        move_codings(session, of, version, alignment, seen_by=seen_by, given_places=given_places or {})
        called |= move_regions(session, of, alignment, reading)
        rename_speakers(session, of, speakers or {})
        rename_linked_speakers(session, of, called)
        move_written(session, of, alignment)
        move_facts(session, of, alignment)
        move_settled(session, of, alignment, keys)
    session.flush()
    for old, new in called.items():
        rename_role(session, old, new)
    leave_out_as_before(session, called, before)


def _add_version(session: WriteSession, document_id: int, alignment: Alignment, note: VersionNote) -> int:
    document = session.get_one(Document, document_id)
    current = session.scalars(
        select(DocumentText).where(
            DocumentText.document_id == document_id, DocumentText.version == document.text_version
        )
    ).one()
    if not current.text_hash:
        current.text_hash = document.text_hash
    text, version = alignment.new_text, document.text_version + 1
    digest = chain.digest(text)
    session.add(
        DocumentText(
            document_id=document_id,
            version=version,
            text=text,
            text_hash=digest,
            coder_id=acting(session),
            at=now(),
            stretches=stretches_written(StoredStretch(*stretch) for stretch in alignment.same),
            **note._asdict(),
        )
    )
    document.text_version, document.text_hash, document.length = version, digest, len(text)
    session.flush()
    return version


def refuse_unseen(document: Document, seen_version: int | None) -> None:
    """Conflict where the text is no longer the version that was seen."""
    if seen_version is not None and document.text_version != seen_version:
        raise Conflict(
            f"The text of “{document.name}” was changed since you looked, so nothing was done. Look at it "
            "again, and do it there."
        )
