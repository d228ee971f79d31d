"""What is copied of the passages where coders differ."""

from collections.abc import Callable, Sequence

from app.report.differing_passages import DifferingPassage
from app.translation import tr
from app.ui.agreement.passages.delegate import PASSAGE, kind_words
from app.ui.kit.cells import Cell
from app.ui.kit.copying import CopiedColumn


def columns_of_passages() -> Sequence[CopiedColumn]:
    """The columns of the passages where coders differ."""
    return [
        _of_passage(tr("Document"), lambda passage: passage.document),
        _of_passage(tr("Turn"), lambda passage: passage.turn),
        _of_passage(tr("Speaker"), lambda passage: passage.speaker),
        _of_passage(tr("Code"), lambda passage: passage.code),
        _of_passage(tr("Kind"), kind_words),
        _of_passage(tr("Coded by"), lambda passage: ", ".join(e.name for e in passage.extents if e.parts)),
        _of_passage(
            tr("Not coded by"), lambda passage: ", ".join(e.name for e in passage.extents if not e.parts)
        ),
        _of_passage(tr("Words"), lambda passage: "".join(words for words, _ in passage.pieces)),
    ]


def _of_passage(head: str, of: Callable[[DifferingPassage], Cell]) -> CopiedColumn:
    return CopiedColumn(head, lambda index: of(index.data(PASSAGE)))
