"""What the cells of a codebook sheet mean where a workbook shows a text otherwise than it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app.codebook.queries import DEFINITION_FIELDS, CodeRow
from app.exchange.codebook_lines import CodeLine
from app.exchange.problems import Problems
from app.exchange.workbook.writing.text import visible
from app.exchange.workbook.writing.withheld import GAP, withheld
from app.names import key
from app.report.code_list import EXAMPLES

Shown = Callable[[str], str]


def as_meant(
    session: Session, codes: Sequence[CodeRow], lines: Sequence[CodeLine], file: str, problems: Problems
) -> list[CodeLine]:
    """The lines, with the project's own text in every cell that shows it as a workbook does.

    A workbook shows control characters as pictures; one without examples left words of documents out, too,
    and calls codes that have such names by their number. A text that was edited around what was left out is a
    problem: the words can't be known.
    """
    by_guid = {code.guid: code for code in codes}
    ours = [line for line in lines if line.guid in by_guid]
    left_out = any(field not in line.fields for line in ours for field in EXAMPLES)
    shown: list[Shown] = [visible]
    if left_out:
        masked = withheld(session, codes).masked
        shown.append(lambda text: visible(masked(text)))
    names = {key(show(code.name)): code.name for code in codes for show in shown}
    names |= {key(code.name): code.name for code in codes}
    meant = []
    for line in lines:
        code = by_guid.get(line.guid)
        meant.append(_meant(line, code, names, shown) if code else line)
        if code and left_out and _has_gap(meant[-1], code):
            problems.add(
                file, f"has words left out ({GAP}) that can't be put back. Export it in full.", line.row
            )
    return meant


def _has_gap(line: CodeLine, code: CodeRow) -> bool:
    return any(GAP in str(value) and value != getattr(code, field) for field, value in line.fields.items())


def _meant(line: CodeLine, code: CodeRow, names: Mapping[str, str], shown: Sequence[Shown]) -> CodeLine:
    def meant_value(text: str, value: str) -> str:
        return text if value in [show(text) for show in shown] else value

    fields = {
        field: meant_value(getattr(code, field), value)
        if field in DEFINITION_FIELDS and isinstance(value, str)
        else value
        for field, value in line.fields.items()
    }
    parent = names.get(key(line.parent), line.parent)
    return replace(line, name=meant_value(code.name, line.name), parent=parent, fields=fields)
