"""A table as it is told: each column defined once, for the window, the clipboard, the workbook and files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeVar, cast

from app.natural import natural
from app.report.numbers import coefficient, percent
from app.translation import translated

Row = TypeVar("Row")
Whole = TypeVar("Whole")
Value = str | int | float | None
Kind = Literal["name", "text", "count", "decimal", "share", "percent"]
NUMBERS = ("count", "decimal", "share", "percent")
Holds = Literal["id", "name", "word", "title", "quote", "memo", "definition", "example", "note"]


@dataclass(frozen=True)
class TableColumn(Generic[Row]):
    """One column: what it is called, what it means, and what it says of a row.

    `value` is what stands there in full: what is copied, written to files and sorted by, None for nothing.
    A cell says it as the `kind` is said, or in other `words`; `tip` says more, `spoken` is for screen
    readers, `key` for programs, `painted` what a picture in place of the words shows. `head` is the short
    name above a narrow column, `head_colour` the colour of the coder whom it is about, `colour` that of the
    code or coder in a cell, `rtl` whether words of a document run from right to left. `holds` says what kind
    of text it has, so that an export can keep it back; unsaid, it is taken for the most confidential. A
    `word` is ours and is translated where it is shown. What is not `shown` is only copied, what is not
    `copied` only shown. `order` sorts where the value doesn't; a row for which it is None comes behind the
    others. `is_named` says that its name is that of a code or a person, which files keep as it is.
    """

    name: str
    value: Callable[[Row], Value]
    kind: Kind = "name"
    meaning: str = ""
    key: str = ""
    holds: Holds = "note"
    head: str = ""
    head_colour: str = ""
    words: Callable[[Row], str] | None = None
    tip: Callable[[Row], str] | None = None
    spoken: Callable[[Row], str] | None = None
    painted: Callable[[Row], Any] | None = None
    colour: Callable[[Row], str] | None = None
    rtl: Callable[[Row], bool] | None = None
    order: Callable[[Row], Any] | None = None
    shown: bool = True
    copied: bool = True
    is_named: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it holds numbers, which stand at the right."""
        return self.kind in NUMBERS

    def text(self, row: Row) -> str:
        """What a cell says."""
        if self.words:
            return self.words(row)
        value = self.value(row)
        if isinstance(value, str):
            return translated(value) if self.holds == "word" else value
        return in_words(self.kind, value)

    @property
    def name_in_files(self) -> str:
        """Its header in a sheet or a file: its key, or else its name in small letters; in English."""
        if self.is_named:
            return self.name
        return self.key.replace("_", " ") or self.name[:1].lower() + self.name[1:]

    def of(self, part: Callable[[Whole], Row]) -> "TableColumn[Whole]":
        """The same column of rows that have its rows for a part."""
        ways = ("value", "words", "tip", "spoken", "painted", "colour", "rtl", "order")
        given = {way: getattr(self, way) for way in ways}
        through: Any = {way: _through(say, part) for way, say in given.items() if say is not None}
        return cast("TableColumn[Whole]", replace(self, **through))

    def in_language(self) -> "TableColumn[Row]":
        """The column with its own words in the reader's language, where they stand in English for files."""
        value = self.value if self.holds != "word" else lambda row: _in_language(self.value(row))
        return replace(self, name=translated(self.name), meaning=translated(self.meaning), value=value)

    def sort_key(self, row: Row) -> Any:
        """What a row is sorted by in this column; None where it has nothing there."""
        if self.order:
            return self.order(row)
        value = self.value(row)
        if isinstance(value, str):
            return None if self.is_number or not value else natural(value)
        return value


@dataclass(frozen=True)
class ReportTable(Generic[Row]):
    """Columns and rows; those in `last` stay behind the others, however these are sorted.

    `row_name` is what stands beside a row, where the first column doesn't name it.
    """

    columns: Sequence[TableColumn[Row]]
    rows: Sequence[Row] = ()
    last: Sequence[Row] = ()
    row_name: Callable[[Row], str] | None = None


def _in_language(value: Value) -> Value:
    return translated(value) if isinstance(value, str) else value


def _through(say: Callable[[Any], Any], part: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda whole: say(part(whole))


def in_words(kind: Kind, value: float | None) -> str:
    """A number as people read it: “1,234”, “.853”, “97.9”."""
    if kind == "decimal":
        return coefficient(value)
    if kind == "percent":
        return percent(value)
    return "" if value is None else f"{value:,}"
