"""The tables in which files are looked at before they come in: labels, lines that look like them, texts."""

from app.documents.dialects import NO_SPEAKERS
from app.exchange.import_draft import ChosenDoubt, ChosenLabel
from app.exchange.import_preview import FileRow
from app.report.tables import TableColumn
from app.report.turns import NOBODY, role_words
from app.translation import QT_TR_NOOP, tr, translated

# forms of transcripts, as people call them
DIALECTS = {
    "colon": QT_TR_NOOP("names with a colon"),
    "table": QT_TR_NOOP("a table of speech"),
    "tab": QT_TR_NOOP("names before a tab"),
    "alone": QT_TR_NOOP("names on lines of their own"),
    "question and answer": QT_TR_NOOP("question and answer"),
    "hearing": QT_TR_NOOP("a hearing, names in capitals"),
    "time behind the name": QT_TR_NOOP("names with times"),
    "brackets": QT_TR_NOOP("names in brackets"),
    "dash": QT_TR_NOOP("names before a dash"),
    "below times": QT_TR_NOOP("names below times"),
    "Webex": QT_TR_NOOP("Webex"),
    "CHAT": QT_TR_NOOP("CHAT"),
    "numbered questions": QT_TR_NOOP("numbered questions and answers"),
    "other sign": QT_TR_NOOP("names before ; = | or /"),
    "round brackets": QT_TR_NOOP("names in round brackets"),
    "voices": QT_TR_NOOP("numbered voices"),
    "strong type": QT_TR_NOOP("names in bold"),
}


def read_as(dialect: str, turns: int) -> str:
    """The form in which a text is read."""
    if dialect == NO_SPEAKERS or not turns:
        return tr("text without speakers")
    return translated(DIALECTS[dialect]) if dialect else tr("speakers named by the file")


def label_columns() -> list[TableColumn[ChosenLabel]]:
    """Who speaks in all files together."""
    return [
        TableColumn(
            tr("Label"),
            lambda chosen: chosen.row.label,
            words=lambda chosen: chosen.row.label or translated(NOBODY),
            key="label",
        ),
        TableColumn(tr("Called"), lambda chosen: chosen.name, words=_called, key="name"),
        TableColumn(tr("Role"), lambda chosen: role_words(chosen.role, chosen.name), key="role"),
        TableColumn(tr("To be coded"), lambda chosen: "" if chosen.codable else tr("no"), key="codable"),
        TableColumn(tr("Turns"), lambda chosen: chosen.row.turns, "count", key="turns"),
        TableColumn(tr("Files"), lambda chosen: chosen.row.files, "count", key="files"),
        TableColumn(
            tr("First words"),
            lambda chosen: chosen.row.words,
            "text",
            rtl=lambda chosen: chosen.row.rtl,
            key="words",
        ),
    ]


def _called(chosen: ChosenLabel) -> str:
    """The other name, or that of whom it may be a misspelling; nothing where it is the label."""
    if chosen.name != chosen.row.label:
        return chosen.name or translated(NOBODY)
    return tr("as “{name}”?", name=chosen.row.like) if chosen.row.like else ""


def doubt_columns() -> list[TableColumn[ChosenDoubt]]:
    """The lines that may begin a turn of somebody."""
    return [
        TableColumn(tr("File"), lambda chosen: chosen.row.path.name, key="file"),
        TableColumn(tr("Line"), lambda chosen: chosen.row.line, "count", key="line"),
        TableColumn(
            tr("May be a turn of"),
            lambda chosen: chosen.row.like,
            words=lambda chosen: chosen.row.like or translated(NOBODY),
            key="like",
        ),
        TableColumn(tr("Begins a turn"), lambda chosen: tr("yes") if chosen.taken else "", key="taken"),
        TableColumn(
            tr("First words"),
            lambda chosen: chosen.row.words,
            "text",
            rtl=lambda chosen: chosen.row.rtl,
            key="words",
        ),
    ]


def file_columns() -> list[TableColumn[FileRow]]:
    """The texts one by one."""
    return [
        TableColumn(tr("Document"), lambda row: row.name, tip=lambda row: str(row.path), key="name"),
        TableColumn(tr("Read as"), lambda row: read_as(row.dialect, row.turns), key="dialect"),
        TableColumn(tr("Turns"), lambda row: row.turns or None, "count", key="turns"),
        TableColumn(tr("Speakers"), lambda row: row.speakers or None, "count", key="speakers"),
        TableColumn(tr("Characters"), lambda row: row.characters, "count", key="characters"),
        TableColumn(
            tr("To look at"),
            lambda row: len(row.warnings) or None,
            "count",
            tip=lambda row: "\n".join(row.warnings),
            key="warnings",
        ),
    ]
