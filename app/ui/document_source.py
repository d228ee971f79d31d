"""Reads from the project what the text view paints, as the plain data that it takes."""

from collections.abc import Iterable, Mapping, Sequence

from app.codebook.queries import CodeRow, codebook
from app.coding.queries import CodingRow, codings_in, spans
from app.documents.queries import RegionRow, document, regions, text
from app.documents.roles import role_by_name, speaker_roles
from app.documents.versions import text_in_version
from app.rounds.texts import stored_then
from app.store import ReadSession
from app.store.stored.rounds import StoredRegion
from app.ui.surface.marks import CodeChoice, CodingMark, Extent, SurfaceText, TurnMark


def document_text(session: ReadSession, document_id: int, round_id: int | None = None) -> SurfaceText:
    """A document with its turns, ready to be laid out; as a closed round has it, where one is named."""
    row = document(session, document_id)
    then = stored_then(session, round_id, document_id)
    if then is None:
        body = text(session, document_id)
        turns = _turns(regions(session, document_id), speaker_roles(session))
    else:
        body = text_in_version(session, document_id, then.document.text_version)
        turns = _turns(then.regions, speaker_roles(session))
    return SurfaceText(row.name, body, "rtl" if row.direction == "rtl" else "ltr", turns)


def _turns(parts: Sequence[RegionRow | StoredRegion], roles: Mapping[str, str]) -> tuple[TurnMark, ...]:
    """The turns; those of who asks, and those that are not to be coded, step back."""
    left_out = [(part.start, part.end) for part in parts if part.kind == "non_codable"]
    return tuple(
        TurnMark(
            turn.start,
            turn.body,
            turn.end,
            turn.speaker,
            (roles.get(turn.speaker) or role_by_name(turn.speaker)) == "interviewer"
            or any(start <= turn.start and turn.end <= end for start, end in left_out),
        )
        for turn in parts
        if turn.kind == "turn"
    )


def marks_in(
    session: ReadSession, document_id: int, start: int, end: int, coder_ids: Sequence[int]
) -> list[CodingMark]:
    """The codings that touch [start, end), as they are painted."""
    return [mark_of(row) for row in codings_in(session, document_id, start, end, coder_ids)]


def mark_of(row: CodingRow) -> CodingMark:
    """One coding as it is painted."""
    return CodingMark(
        row.id,
        row.code_id,
        row.coder_id,
        row.start,
        row.end,
        row.colour,
        row.code_name,
        row.initials,
        row.coder_colour,
        row.sure,
        row.memo,
        row.origin,
    )


def extents(
    session: ReadSession, document_id: int, coder_ids: Sequence[int], coding_ids: Iterable[int] | None = None
) -> list[Extent]:
    """Where the codings of a document lie, of some or of all: they decide the lanes."""
    return [
        Extent(coding_id, start, end, coder_id)
        for coding_id, start, end, _, coder_id in spans(session, document_id, coder_ids, coding_ids)
    ]


def code_choices(session: ReadSession) -> list[CodeChoice]:
    """All codes as the selection bar offers them, in the codebook's order."""
    rows = codebook(session)
    names = {row.id: row.name for row in rows}
    return [_choice(row, names) for row in rows]


def _choice(row: CodeRow, names: dict[int, str]) -> CodeChoice:
    group = names[row.parent_id] if row.parent_id is not None else ""
    return CodeChoice(row.id, row.name, row.colour, row.shortcut, group)
