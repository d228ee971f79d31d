"""What is told of a passage where coders differ: in a line, as a tip, and what is copied."""

from collections.abc import Collection

from app.report.differing_passages import DifferingPassage
from app.report.names import kind_name, kind_told
from app.report.painted_passages import PaintedPassage
from app.report.tables import TableColumn
from app.translation import tr

MOST_NAMED = 2  # coders


def columns(named: Collection[str] = ("code", "document")) -> list[TableColumn[DifferingPassage]]:
    """The line of a list, which names what isn't the same for all, then the columns that are copied of it."""

    def painted(passage: DifferingPassage) -> PaintedPassage:
        return PaintedPassage(
            (passage.document_id, passage.start, passage.end),
            place_words(passage, named),
            kind_words(passage),
            passage.pieces,
            passage.direction,
            passage.colour,
            passage.extents,
        )

    line = TableColumn[DifferingPassage]("", _line, tip=_who, painted=painted, copied=False)
    return [line, *_copied()]


def _copied() -> list[TableColumn[DifferingPassage]]:
    return [
        TableColumn(tr("Document"), lambda passage: passage.document, shown=False),
        TableColumn(tr("Turn"), lambda passage: passage.turn, "count", shown=False),
        TableColumn(tr("Speaker"), lambda passage: passage.speaker, shown=False),
        TableColumn(tr("Code"), lambda passage: passage.code, shown=False),
        TableColumn(tr("Kind"), kind_words, shown=False),
        TableColumn(tr("Coded by"), lambda passage: ", ".join(_who_have(passage)), shown=False),
        TableColumn(tr("Not coded by"), lambda passage: ", ".join(_who_lack(passage)), shown=False),
        TableColumn(tr("Words"), _words, "text", shown=False),
    ]


def place_words(passage: DifferingPassage, named: Collection[str]) -> str:
    """“Corruption · Baker · turn 12 · B.”, the code and the document where they are to be named."""
    turn = tr("turn {turn}", turn=passage.turn) if passage.turn else ""
    code = passage.code if "code" in named else ""
    document = passage.document if "document" in named else ""
    return " · ".join(part for part in (code, document, turn, passage.speaker) if part)


def kind_words(passage: DifferingPassage) -> str:
    """What kind of disagreement a passage is, with those who missed it, or what there is to say instead."""
    if passage.sentence:
        return passage.sentence
    missing = [extent.initials for extent in passage.extents if not extent.parts]
    if passage.kind != "missed" or not missing:
        return kind_name(passage.kind)
    if len(missing) <= MOST_NAMED:
        return tr("missed by {missing}", missing=", ".join(missing))
    return tr("missed by {missing} of {all}", missing=len(missing), all=len(passage.extents))


def _line(passage: DifferingPassage) -> str:
    return f"{place_words(passage, ('code', 'document'))}: {kind_words(passage)}. {_words(passage)}"


def _who(passage: DifferingPassage) -> str:
    """Who has the code and who lacks it, and what kind of disagreement that is."""
    sentences = [tr("Coded by {coders}", coders=", ".join(_who_have(passage)))]
    if lack := _who_lack(passage):
        sentences.append(tr("not by {coders}", coders=", ".join(lack)))
    meaning = "" if passage.sentence else f"\n{kind_told(passage.kind)}"
    return "; ".join(sentences) + "." + meaning


def _who_have(passage: DifferingPassage) -> list[str]:
    return [extent.name for extent in passage.extents if extent.parts]


def _who_lack(passage: DifferingPassage) -> list[str]:
    return [extent.name for extent in passage.extents if not extent.parts]


def _words(passage: DifferingPassage) -> str:
    return "".join(words for words, _ in passage.pieces)
