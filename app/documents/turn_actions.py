"""What can be done to the turns of a text that stands: split, joined, given to a speaker, left uncodable.

Codings count characters of the text and are never touched. Hidden repeats of a document are divided with it.
Turns are meant by where they start, as code point offsets in the canonical text.
"""

import re
from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Select, and_, select

from app.documents.actions import existing, family
from app.documents.labels import behind_label
from app.documents.left_out import all_speakers, forget_gone_speakers, leave_out_as_before
from app.documents.queries import text
from app.documents.roles import rename_role
from app.documents.speaker_links import rename_linked_speakers
from app.documents.times import time_pattern
from app.documents.turns import paragraphs
from app.errors import UserError
from app.models import Region
from app.names import tidy
from app.store.journal import WriteSession, add_many, delete_many
from app.store.leading import TEXTS_CODED_BLIND, refuse_all_but_leads
from app.store.sight import is_coded_blind

DIVIDES = ("turn", "paragraph")
_TIME = re.compile(time_pattern("time"))


def split_turn(session: WriteSession, *, document_id: int, at: int, speaker: str | None = None) -> None:
    """Let a new turn begin at `at`, of another `speaker` where one is given ("" for nobody).

    Where the speaker's name stands there, speech begins behind it.
    """
    given = None if speaker is None else _named(speaker)
    words = text(session, existing(session, document_id).id)
    while at < len(words) and words[at].isspace():
        at += 1

    def split(regions: list[Region]) -> None:
        region = _holding(regions, at)
        if not words[region.body : at].strip():
            raise UserError(
                "Nothing is said before this place in its turn, so there is nothing to split. Put the caret "
                "where the next person begins to speak."
            )
        kind = region.kind if given is None else "turn"
        behind = _row(region.document_id, kind, at, region.end, region.speaker if given is None else given)
        behind["body"] = behind_label(words, at, region.end, given or "")
        region.end = at
        add_many(session, Region, [behind])

    _in_all(session, document_id, split)


def join_turns(session: WriteSession, *, document_id: int, starts: Collection[int]) -> None:
    """Let turns go on in those before them, whose speaker and time remain; their labels stay in the text."""

    def join(regions: list[Region]) -> None:
        joined = sorted((_index(regions, start) for start in starts), reverse=True)
        if joined and joined[-1] == 0:
            raise UserError("This is the first turn, so there is none before it to join it with.")
        for index in joined:
            regions[index - 1].end = regions[index].end
        delete_many(session, Region, [regions[index].id for index in joined])

    _in_all(session, document_id, join)


def give_turns(session: WriteSession, *, document_id: int, starts: Collection[int], speaker: str) -> None:
    """Say who speaks in some turns ("" for nobody); a paragraph becomes a turn by it."""
    name = _named(speaker)
    words = text(session, existing(session, document_id).id)

    def give(regions: list[Region]) -> None:
        for region in [regions[_index(regions, start)] for start in starts]:
            if region.body == region.start:
                region.body = behind_label(words, region.start, region.end, name)
            region.kind, region.speaker = "turn", name

    _in_all(session, document_id, give)
    session.flush()
    forget_gone_speakers(session)


def rename_speaker(session: WriteSession, *, document_ids: Sequence[int], speaker: str, name: str) -> None:
    """Call a speaker otherwise in some documents; under the name of another the two become one.

    Who is left out of agreement stays so under a new name.
    """
    new = _named(name)
    if not new:
        raise UserError("The speaker needs a name. Type one, or give the turns to nobody one by one.")
    before = all_speakers(session)

    def rename(regions: list[Region]) -> None:
        for region in regions:
            if region.speaker == speaker:
                region.speaker = new

    for document_id in document_ids:
        _in_all(session, document_id, rename)
        rename_linked_speakers(session, document_id, {speaker: new})
    session.flush()
    rename_role(session, speaker, new)
    leave_out_as_before(session, {speaker: new}, before)


def time_turn(session: WriteSession, *, document_id: int, start: int, time: str) -> None:
    """Give a turn the time at which it begins ("" for none), as a transcript writes it: 1:02, 00:01:02.5."""
    time = time.strip()
    if time and not _TIME.fullmatch(time):
        raise UserError(
            f"“{time}” doesn't read as a time, so nothing was changed. Write minutes and seconds, as in "
            "1:02, or hours, minutes and seconds, as in 0:01:02."
        )

    def give_time(regions: list[Region]) -> None:
        regions[_index(regions, start)].time = time

    _in_all(session, document_id, give_time)


def set_codable(session: WriteSession, *, document_id: int, starts: Collection[int], codable: bool) -> None:
    """Say whether some turns are there to be coded; what is not is no part of agreement."""

    def mark(regions: list[Region]) -> None:
        turns = [regions[_index(regions, start)] for start in starts]
        covers = session.scalars(_regions(turns[0].document_id, "non_codable")).all() if turns else []
        spans = [(region.start, region.end) for region in covers]
        for turn in turns:
            spans = _without(spans, turn.start, turn.end)
        if not codable:
            spans += [(turn.start, turn.end) for turn in turns]
        delete_many(session, Region, [region.id for region in covers])
        rows = [_row(turns[0].document_id, "non_codable", *span) for span in sorted(spans)]
        add_many(session, Region, rows)

    _in_all(session, document_id, mark)


def forget_speakers(session: WriteSession, *, document_id: int) -> None:
    """Take a text as one without speakers: its paragraphs take the place of its turns."""
    divided = paragraphs(text(session, existing(session, document_id).id))

    def divide(regions: list[Region]) -> None:
        if not any(region.kind == "turn" for region in regions):
            raise UserError("There are no speakers in this document, so nothing was changed.")
        of = regions[0].document_id
        delete_many(session, Region, [region.id for region in regions])
        add_many(session, Region, [_row(of, "paragraph", part.start, part.end) for part in divided])

    _in_all(session, document_id, divide)
    session.flush()
    forget_gone_speakers(session)


def _in_all(session: WriteSession, document_id: int, change: Callable[[list[Region]], None]) -> None:
    """Do the same to the turns of a document and of its hidden repeats."""
    document = existing(session, document_id)
    if is_coded_blind(session, document_id):
        refuse_all_but_leads(session, TEXTS_CODED_BLIND)
    for of in family(session, document):
        change(list(session.scalars(_regions(of, *DIVIDES))))


def _regions(document_id: int, *kinds: str) -> Select[Region]:
    of_it = and_(Region.document_id == document_id, Region.kind.in_(kinds))
    return select(Region).where(of_it).order_by(Region.start, Region.id)


def _row(document_id: int, kind: str, start: int, end: int, speaker: str = "") -> dict[str, object]:
    return {
        "document_id": document_id,
        "kind": kind,
        "start": start,
        "body": start,
        "end": end,
        "speaker": speaker,
        "time": "",
    }


def _index(regions: Sequence[Region], start: int) -> int:
    for index, region in enumerate(regions):
        if region.start == start:
            return index
    raise UserError("This turn was changed meanwhile, so nothing was done. Look at the turns again.")


def _holding(regions: Sequence[Region], at: int) -> Region:
    for region in regions:
        if region.start <= at < region.end:
            return region
    raise UserError("There is no turn at this place. Put the caret into what somebody says.")


def _named(name: str) -> str:
    return tidy(name, "speaker") if name.strip() else ""


def _without(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """What remains of stretches outside [start, end)."""
    parts = [
        part for span in spans for part in ((span[0], min(span[1], start)), (max(span[0], end), span[1]))
    ]
    return [(first, last) for first, last in parts if first < last]
