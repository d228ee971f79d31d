"""What is copied of groups and of passages: numbers in full, a reason where there is none."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt

from app.agreement.coefficients.values import Value
from app.report.agreement_lines import AgreementLine
from app.report.differing_passages import DifferingPassage
from app.report.groups import OF_CODES, OF_GROUPS, GroupLine
from app.translation import tr
from app.ui.agreement.passages.delegate import PASSAGE, kind_words
from app.ui.kit.cells import Cell
from app.ui.kit.copying import CopiedColumn
from app.ui.kit.table import Index

LINE = Qt.ItemDataRole.UserRole


def columns_of_groups() -> Sequence[CopiedColumn]:
    """The columns of the table of exclusive groups; a code's own numbers stand in its line."""
    heads = (tr("alpha by unit"), "u-alpha", "|u-alpha", "cu-alpha", "(k)u-alpha")
    names = dict(zip((*OF_GROUPS, OF_CODES), heads, strict=True))
    columns = [
        _of_group(tr("Group"), lambda line: line.title if line.code is None else ""),
        _of_group(tr("Code"), lambda line: "" if line.code is None else line.title),
    ]
    for key, words in names.items():
        columns += [
            _of_group(words, partial(_coefficient, key=key)),
            _of_group(f"{words} low", partial(_end, key=key, which="low")),
            _of_group(f"{words} high", partial(_end, key=key, which="high")),
        ]
    covered = _of_group(tr("Share that others coded too"), lambda line: line.covered)
    return [*columns, covered, _of_group(tr("To know"), lambda line: "; ".join(line.notes))]


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


def _of_line(head: str, of: Callable[[AgreementLine], Cell]) -> CopiedColumn:
    return CopiedColumn(head, lambda index: of(_data(index)))


def _of_group(head: str, of: Callable[[GroupLine], Cell]) -> CopiedColumn:
    return CopiedColumn(head, lambda index: of(_data(index)))


def _of_passage(head: str, of: Callable[[DifferingPassage], Cell]) -> CopiedColumn:
    return CopiedColumn(head, lambda index: of(index.data(PASSAGE)))


def _data(index: Index) -> Any:
    return index.data(LINE)


def _count(line: AgreementLine, coder: int, of: int) -> int | None:
    return line.counts[coder] if len(line.counts) == of else None


def _number(value: Value | None) -> Cell:
    if value is None:
        return None
    return value.reason if value.value is None else value.value


def _coefficient(line: AgreementLine | GroupLine, key: str) -> Cell:
    return _number(line.values.get(key))


def _end(line: AgreementLine | GroupLine, key: str, which: str) -> float | None:
    end: float | None = getattr(line.values.get(key), which, None)
    return end
