"""What is told of who speaks in a document: its speakers, and its turns one by one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.documents.queries import document, regions, text
from app.documents.roles import NO_ROLES, role_by_name
from app.documents.turn_actions import DIVIDES
from app.documents.turns import recognition
from app.in_context import after
from app.report.tables import TableColumn
from app.translation import QT_TR_NOOP, tr, translated

FIRST_WORDS = 90  # characters
NOBODY = QT_TR_NOOP("nobody named")
ROLE_WORDS = {
    "interviewer": QT_TR_NOOP("interviewer"),
    "interpreter": QT_TR_NOOP("interpreter"),
    "participant": QT_TR_NOOP("participant"),
}
BY_NAME = {
    "interviewer": QT_TR_NOOP("interviewer, by the name"),
    "interpreter": QT_TR_NOOP("interpreter, by the name"),
}


@dataclass(frozen=True)
class TurnRow:
    """A turn or paragraph by its number from 1; `words` are its first, `codable` unless all of it is not."""

    number: int
    kind: str
    start: int
    end: int
    time: str
    speaker: str
    words: str
    codable: bool
    rtl: bool


@dataclass(frozen=True)
class SpeakerRow:
    """Who speaks, by name ("" for nobody), with the turns that are his or hers."""

    name: str
    turns: tuple[TurnRow, ...]
    role: str = ""  # that somebody gave

    @property
    def codable(self) -> bool:
        """Whether any of it is there to be coded."""
        return any(turn.codable for turn in self.turns)


@dataclass(frozen=True)
class DoubtfulRow:
    """A line, counted from 1, that looks like the label of `like` ("" for nobody) and isn't taken for one."""

    line: int
    start: int
    words: str
    like: str
    begins: bool
    rtl: bool


def turns_told(session: Session, document_id: int) -> list[TurnRow]:
    """The turns and paragraphs of a document in their order."""
    words, stretches = text(session, document_id), regions(session, document_id)
    left_out = [region for region in stretches if region.kind == "non_codable"]
    spoken = [region for region in stretches if region.kind in DIVIDES]
    rtl = document(session, document_id).direction == "rtl"
    return [
        TurnRow(
            number,
            region.kind,
            region.start,
            region.end,
            region.time,
            region.speaker,
            after(words[region.body : region.end], 0, FIRST_WORDS),
            not any(part.start <= region.start and region.end <= part.end for part in left_out),
            rtl,
        )
        for number, region in enumerate(spoken, 1)
    ]


def speakers_told(turns: Sequence[TurnRow], roles: Mapping[str, str] = NO_ROLES) -> list[SpeakerRow]:
    """Who speaks in these turns, in the order of the first words."""
    of: dict[str, list[TurnRow]] = {}
    for turn in turns:
        if turn.kind == "turn":
            of.setdefault(turn.speaker, []).append(turn)
    return [SpeakerRow(name, tuple(theirs), roles.get(name, "")) for name, theirs in of.items()]


def doubtful_told(session: Session, document_id: int, turns: Sequence[TurnRow]) -> list[DoubtfulRow]:
    """The lines of a transcript that look like labels, where nobody has said since who speaks in them."""
    words = text(session, document_id)
    ends = [match.end() for match in re.finditer("\n", words)]
    rtl = document(session, document_id).direction == "rtl"
    beginning = {turn.start: turn for turn in turns}
    rows = []
    for doubt in recognition(words).doubtful if any(turn.kind == "turn" for turn in turns) else ():
        start = ends[doubt.line - 2] if doubt.line > 1 else 0
        turn = beginning.get(start)
        if turn is None or (turn.speaker != doubt.like if doubt.like else not turn.speaker):
            rows.append(DoubtfulRow(doubt.line, start, doubt.words, doubt.like, turn is not None, rtl))
    return rows


def doubtful_columns() -> list[TableColumn[DoubtfulRow]]:
    """The lines that may begin a turn of somebody."""
    return [
        TableColumn(tr("Line"), lambda row: row.line, "count", key="line"),
        TableColumn(
            tr("May be a turn of"),
            lambda row: row.like,
            words=lambda row: row.like or translated(NOBODY),
            key="like",
        ),
        TableColumn(tr("First words"), lambda row: row.words, "text", rtl=lambda row: row.rtl, key="words"),
    ]


def speaker_columns() -> list[TableColumn[SpeakerRow]]:
    """Who speaks, how often, and how it begins."""
    return [
        TableColumn(
            tr("Speaker"),
            lambda row: row.name,
            words=lambda row: row.name or translated(NOBODY),
            key="speaker",
        ),
        TableColumn(tr("Turns"), lambda row: len(row.turns), "count", key="turns"),
        TableColumn(tr("Role"), _role, key="role"),
        TableColumn(
            tr("First words"),
            lambda row: row.turns[0].words,
            "text",
            rtl=lambda row: row.turns[0].rtl,
            key="words",
        ),
    ]


def turn_columns() -> list[TableColumn[TurnRow]]:
    """The turns one by one."""
    return [
        TableColumn(tr("No."), lambda row: row.number, "count", key="number"),
        TableColumn(tr("Time"), lambda row: row.time, key="time"),
        TableColumn(
            tr("Speaker"),
            lambda row: row.speaker,
            words=lambda row: row.speaker or (translated(NOBODY) if row.kind == "turn" else "–"),
            key="speaker",
        ),
        TableColumn(tr("To be coded"), lambda row: "" if row.codable else tr("no"), key="codable"),
        TableColumn(tr("First words"), lambda row: row.words, "text", rtl=lambda row: row.rtl, key="words"),
    ]


def _role(row: SpeakerRow) -> str:
    if not row.codable:
        return tr("not to be coded")
    return role_words(row.role, row.name)


def role_words(given: str, name: str) -> str:
    """A speaker's role as it is said: the one given, or what the name says of it."""
    if given:
        return translated(ROLE_WORDS[given])
    return translated(BY_NAME[by_name]) if (by_name := role_by_name(name)) else ""
