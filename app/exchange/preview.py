"""What an export would write, before it is written: its sheets, their first rows, and what text they hold."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import isnan

from app.exchange import calculators, spss
from app.exchange.csv_folder import plain
from app.exchange.targets import Kind
from app.exchange.workbook import contents
from app.exchange.workbook.choices import WorkbookChoices
from app.exchange.workbook.export import Export
from app.exchange.workbook.writing.pages import NOTHING, Page, Rows, is_kept
from app.jobs import Job
from app.report.tables import Holds, ReportTable, TableColumn
from app.store import Project

FIRST = 30  # rows that are shown
MOST_COUNTED = 2000  # rows that are counted one by one
LONGEST_SHOWN, LONGEST_TIP = 90, 2000  # characters of a cell, and of its tip
DECIMALS = 3

Value = str | float | None


@dataclass(frozen=True)
class SheetPreview:
    """One sheet or file; `pages` are its sheets where it takes several, of which the first is shown.

    `columns` are (name, meaning); `rows` the first ones; `count` how many there are, or the least that there
    are where `more`; None where nobody has looked yet. `holds` says what kinds of text leave with it,
    `held_back` names the columns that the profile keeps back. `sensible` is whether it is written where
    nobody chose, which a look may find out.
    """

    title: str
    about: str
    pages: Sequence[str] = ()
    columns: Sequence[tuple[str, str]] = ()
    rows: Sequence[Sequence[Value]] = ()
    count: int | None = None
    more: bool = False
    holds: frozenset[Holds] = frozenset()
    held_back: Sequence[str] = ()
    sensible: bool = True

    def table(self) -> ReportTable[Sequence[Value]]:
        """The first rows as a table; long texts in one line, cut."""
        columns = [_column(self, index, *column) for index, column in enumerate(self.columns)]
        return ReportTable(columns, self.rows)


def _column(preview: SheetPreview, index: int, name: str, meaning: str) -> TableColumn[Sequence[Value]]:
    has_numbers = any(isinstance(row[index], int | float) for row in preview.rows)
    return TableColumn(
        name,
        lambda row: "" if row[index] is None else row[index],
        "decimal" if has_numbers else "text",
        meaning,
        words=lambda row: _in_one_line(row[index]),
        tip=lambda row: row[index][:LONGEST_TIP] if isinstance(row[index], str) else "",
    )


def _in_one_line(value: Value) -> str:
    if isinstance(value, str):
        words = " ".join(value.split())
        return words if len(words) <= LONGEST_SHOWN else words[:LONGEST_SHOWN].rstrip() + " …"
    if value is None:
        return ""
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.{DECIMALS}f}"


def previews(
    project: Project,
    kind: Kind,
    choices: WorkbookChoices,
    job: Job,
    *,
    tell: Callable[[Sequence[SheetPreview]], None],
    first: str = "",
) -> None:
    """Tell which sheets could be written, chosen or not, then each as soon as its first rows are there.

    The sheet `first` is looked at before the others, then those that need no comparison, and last those that
    sort all disagreement. What of these is there earlier is told uncounted: of `first` at once, of others
    with the next comparison. How many rows there are follows. Intervals, which take long, are left out.
    Raises UserError where nothing can be written, and Cancelled.
    """
    quick = replace(choices, intervals=False)
    with project.read() as session:
        export = Export(session, quick, job, project.latest_action(), first_rows=True)
        if kind == "spss":
            tell([_of_spss(export)])
        elif kind == "calculators":
            tell(list(_of_calculators(export)))
        else:
            _look_at_sheets(export, first, tell)


def _look_at_sheets(export: Export, first: str, tell: Callable[[Sequence[SheetPreview]], None]) -> None:
    """First the rows that are shown, of each sheet as soon as they are there, then how many there are."""
    tell([SheetPreview(sheet.title, sheet.about) for sheet in contents.SHEETS])
    uncounted = []
    slow = [sheet for sheet in contents.SHEETS if sheet.early]
    for sheet in sorted(contents.SHEETS, key=lambda sheet: (sheet.title != first, sheet.cost)):
        export.job.step(0, 0, sheet.title)
        if sheet.cost != NOTHING:
            early = [kind for kind in slow if kind is sheet or sheet.title != first]
            for look in _early(export, early):
                tell([look])
            slow = [kind for kind in slow if kind not in early]
        seen, more = _first_rows(sheet, export)
        tell([seen])
        if seen.more:
            uncounted.append((seen, more))
    for seen, more in uncounted:
        export.job.step(0, 0, seen.title)
        count = FIRST + sum(1 for _ in islice(more, MOST_COUNTED + 1 - FIRST))
        tell([replace(seen, count=min(count, MOST_COUNTED), more=count > MOST_COUNTED)])


def _early(export: Export, kinds: Sequence[contents.Kind]) -> Iterator[SheetPreview]:
    """Of sheets that take longest what is there before, not counted yet."""
    for kind in kinds:
        if kind.early:
            seen, _ = _first_rows(replace(kind, rows=kind.early), export)
            yield replace(seen, count=None, more=False)


def _first_rows(kind: contents.Kind, export: Export) -> tuple[SheetPreview, Rows]:
    """A sheet with its first rows, and those that follow."""
    pages = contents.pages(kind, export)
    shown = pages[0] if pages else Page(kind.title, [], lambda: iter(()))
    rows_of = shown.rows()
    rows = [[plain(cell) for cell in row] for row in islice(rows_of, FIRST)]
    seen = SheetPreview(
        title=kind.title,
        about=kind.about,
        pages=[page.title for page in pages],
        columns=[(column.name, column.meaning) for column in shown.columns],
        rows=rows,
        count=len(rows),
        more=len(rows) == FIRST,
        holds=frozenset(column.holds for column in shown.columns if not column.is_number),
        held_back=[column.name for column in kind.columns(export) if not is_kept(column, export.choices)],
        sensible=kind.sensible is None or kind.sensible(export),
    )
    return seen, rows_of


def _of_spss(export: Export) -> SheetPreview:
    variables = spss.variables(export)
    rows = zip(*(variable.values[:FIRST] for variable in variables), strict=True)
    texts: frozenset[Holds] = frozenset({"id", "name"})
    titled = any(variable.name == "document" for variable in variables)
    return SheetPreview(
        title="Units",
        about="One row for each unit, one variable for each code of each coder.",
        pages=["Units"],
        columns=[(variable.name, variable.label) for variable in variables],
        rows=[[_shown(value) for value in row] for row in rows],
        count=len(variables[0].values),
        holds=texts | {"title"} if titled else texts,
        held_back=[] if titled else ["document", "speaker"],
    )


def _shown(value: Value) -> Value:
    return None if isinstance(value, float) and isnan(value) else value


def _of_calculators(export: Export) -> Iterator[SheetPreview]:
    judgements = calculators.judged(export)
    about = {
        "ReCal2": "Two coders: two columns for each code.",
        "ReCal3": "Three coders or more: a column for each coder.",
        "ReCal OIR": "Any number of coders: a column for each, # where one has not judged.",
    }
    for file in judgements.files():
        yield SheetPreview(
            title=file.name,
            about=about[file.name.partition("/")[0]],
            pages=[file.name],
            columns=[(f"{code.name}: {coder.name}", code.path) for code, coder in file.columns],
            rows=list(islice(file.rows(), FIRST)),
            count=len(file.cells),
            holds=frozenset({"name"}),
        )
