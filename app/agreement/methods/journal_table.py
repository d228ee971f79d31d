"""A result as a table in journal style: a row for each code, notes at the foot, as text and as HTML."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from string import ascii_lowercase

from app.agreement.coefficients.values import ROUGH, WITHOUT_INTERVAL, Value
from app.agreement.study.material import Material
from app.agreement.study.results import Result, Row
from app.agreement.study.statistic_names import NAMED
from app.agreement.study.statistics import STATISTICS
from app.cell_text import guarded
from app.counting import counted

MINUS, DASH = "\N{MINUS SIGN}", "\N{EN DASH}"
ALL_CODES = "All codes together"
OF_THE_WHOLE = (*ROUGH, *WITHOUT_INTERVAL)  # said once where they are true of every value


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and the letters of its notes."""

    text: str
    marks: str = ""


@dataclass(frozen=True)
class JournalTable:
    """Head and rows of equal length; `notes` are (letter, sentence), the letter empty for what is general."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[tuple[str, str], ...]

    def tsv(self) -> str:
        """Tab-separated lines for a spreadsheet; no name becomes a formula."""
        lines = [self.head, *(tuple(f"{c.text} {c.marks}".rstrip() for c in row) for row in self.rows)]
        table = "\n".join("\t".join(_safe(cell) for cell in line) for line in lines)
        return "\n".join([self.title, table, *(f"{letter} {words}".lstrip() for letter, words in self.notes)])

    def html(self) -> str:
        """A table with rules above and below, for a word processor."""
        rule = "border-top:1px solid;border-bottom:1px solid;"
        head = "".join(_th(cell, rule, index) for index, cell in enumerate(self.head))
        last = len(self.rows) - 1
        rows = "".join(
            f"<tr>{''.join(_td(cell, index, last=row_index == last) for index, cell in enumerate(row))}</tr>"
            for row_index, row in enumerate(self.rows)
        )
        notes = "".join(
            f"<p>{f'<sup>{letter}</sup> ' if letter else ''}{escape(words)}</p>"
            for letter, words in self.notes
        )
        table = f"<table cellspacing='0' cellpadding='4'><tr>{head}</tr>{rows}</table>"
        return f"<p><b>{escape(self.title)}</b></p>{table}{notes}"


def journal_table(result: Result) -> JournalTable:
    """Codes with n per coder and every statistic that was computed for codes, then all codes together."""
    rows = [row for row in result.rows if row.level in ("code", "overall")]
    statistics = [key for key in STATISTICS if any(row.statistic == key for row in rows)]
    material = result.material
    active = active_coders(material)
    uses = material.uses[:, active]
    values = {(row.level, row.code, row.statistic): row.value for row in rows}
    notes = _Notes(rows)
    lines = [
        _line(
            code.name,
            uses[index].tolist(),
            [values.get(("code", code.name, key)) for key in statistics],
            statistics,
            notes,
        )
        for index, code in enumerate(material.codes)
        if any(("code", code.name, key) in values for key in statistics)
    ]
    overall = [values.get(("overall", None, key)) for key in statistics]
    if any(overall):
        lines.append(_line(ALL_CODES, uses.sum(axis=0).tolist(), overall, statistics, notes))
        lines += _of_codes(overall, statistics, len(active))
    head = ("Code", *(f"n {name}" for name in short_names(material, active)), *_heads(statistics, rows))
    return JournalTable(_title(material), head, tuple(lines), notes.sentences())


def active_coders(material: Material) -> list[int]:
    """The numbers of the coders who take part: they completed something that another completed too."""
    return material.compared if (material.coders_per_document > 1).any() else []


def short_names(material: Material, coders: Sequence[int]) -> list[str]:
    """Initials, or the whole name where initials are missing or shared."""
    initials = [material.coders[coder].initials for coder in coders]
    often = Counter(initials)
    return [
        short if short and often[short] == 1 else material.coders[coder].name
        for short, coder in zip(initials, coders, strict=True)
    ]


def coefficient(value: float, places: int = 2) -> str:
    """“.85”, “−.04”, “1.00”."""
    rounded = round(value, places)
    words = f"{abs(rounded):.{places}f}"
    return (MINUS if rounded < 0 else "") + (words[1:] if words.startswith("0") else words)


class _Notes:
    """Gives letters to what has to be said of some values, in the order in which it turns up."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._letters: dict[str, str] = {}
        flags = [set(row.value.flags) for row in rows if row.value.value is not None]
        everywhere = set.intersection(*flags) if flags else set()
        self._general = [flag for flag in OF_THE_WHOLE if flag in everywhere]

    def marks(self, value: Value) -> str:
        """The letters of a value's reason or flags."""
        remarks = (value.reason,) if value.reason else value.flags
        letters = [self._letter(words) for words in remarks if words and words not in self._general]
        return ",".join(sorted(letters))

    def _letter(self, words: str) -> str:
        count = len(self._letters)
        return self._letters.setdefault(words, ascii_lowercase[count % 26] * (1 + count // 26))

    def sentences(self) -> tuple[tuple[str, str], ...]:
        """The notes as they stand at the foot."""
        with_letter = [(letter, _sentence(words)) for words, letter in self._letters.items()]
        return (*with_letter, *(("", _sentence(words)) for words in self._general))


def _line(
    name: str, uses: Sequence[int], values: Sequence[Value | None], statistics: Sequence[str], notes: _Notes
) -> tuple[Cell, ...]:
    counts = [Cell(f"{count:,}") for count in uses]
    return Cell(name), *counts, *(_cell(*pair, notes) for pair in zip(values, statistics, strict=True))


def _of_codes(
    overall: Sequence[Value | None], statistics: Sequence[str], coders: int
) -> Iterator[tuple[Cell, ...]]:
    """The median and the lowest of the codes that are summed up, and how many these are."""
    summaries = [None if value is None else value.codes for value in overall]
    numbers = {codes.count for codes in summaries if codes is not None}
    if not numbers:
        return
    of = f"of {min(numbers)}" if len(numbers) == 1 else f"of {min(numbers)} to {max(numbers)}"
    for words, part in (("Median", "median"), ("Lowest", "lowest")):
        cells = [
            Cell("" if codes is None else _formatted(getattr(codes, part), key))
            for codes, key in zip(summaries, statistics, strict=True)
        ]
        yield Cell(f"{words} {of} {'code' if numbers == {1} else 'codes'}"), *[Cell("")] * coders, *cells


def _formatted(value: float, statistic: str) -> str:
    return f"{100 * value:.1f}" if statistic == "percent_agreement" else coefficient(value)


def _cell(value: Value | None, statistic: str, notes: _Notes) -> Cell:
    if value is None:
        return Cell("")
    if value.value is None:
        return Cell(DASH, notes.marks(value))
    numbers = [value.value, value.low, value.high]
    texts = ["" if part is None else _formatted(part, statistic) for part in numbers]
    interval = f" [{texts[1]}, {texts[2]}]" if value.low is not None and value.high is not None else ""
    return Cell(texts[0] + interval, notes.marks(value))


def _heads(statistics: Sequence[str], rows: Sequence[Row]) -> list[str]:
    with_interval = {row.statistic for row in rows if row.value.low is not None}
    return [
        f"{NAMED[key].sign} [95 % interval]" if key in with_interval else NAMED[key].sign
        for key in statistics
    ]


def _title(material: Material) -> str:
    compared = int((material.continuum.coders_per_document > 1).sum())
    wholes = counted(compared, "document" if material.cases is None else "case")
    return f"Agreement by {material.scope.unit}, {wholes}; n: codings of each coder"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _safe(cell: str) -> str:
    words = " ".join(cell.split())
    return guarded(words)


def _th(cell: str, style: str, column: int) -> str:
    words = escape(cell).replace(" [", "<br>[")
    return f"<th align='{'right' if column else 'left'}' style='{style}'>{words}</th>"


def _td(cell: Cell, column: int, *, last: bool) -> str:
    marks = f"<sup>{cell.marks}</sup>" if cell.marks else ""
    style = " style='border-bottom:1px solid;'" if last else ""
    return f"<td align='{'right' if column else 'left'}'{style}>{escape(cell.text)}{marks}</td>"
