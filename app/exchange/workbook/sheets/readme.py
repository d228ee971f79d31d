"""The sheet “Read me”: what this workbook is about, its sheets, and what every column means."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.agreement.study.statistic_names import NAMED
from app.counting import counted
from app.exchange.version import version
from app.exchange.workbook import contents
from app.exchange.workbook.choices import PROFILES
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheets import by_code, by_document, by_pair
from app.exchange.workbook.sheets.counting import Counting, is_live
from app.exchange.workbook.writing.formulas import OF_TWO
from app.exchange.workbook.writing.laid_out import LaidOut, SheetLayout, lines
from app.exchange.workbook.writing.pages import Kind
from app.exchange.workbook.writing.rows import link
from app.exchange.workbook.writing.sheet import Sheet
from app.reconcile.standing import Standing
from app.report.agreement_notes import not_codable, of_origins
from app.report.words import ENDS, characters
from app.rounds.queries import left_out as being_coded_blind
from app.rounds.snapshot import frozen_lists

TITLE = "Read me"
NOTHING = "nothing: no round is being coded blind"
WIDTHS = (24, 30, 96)
MOST_LINKS = 65_000  # a sheet with more of them doesn't open


def write(book: Any, worksheet: Any, export: Export, sheets: Sequence[tuple[Kind, Sheet | LaidOut]]) -> None:
    """Write the sheet; it comes first but is written last, when the others are known."""
    page = SheetLayout(book, worksheet, WIDTHS, export.safe)
    page.line([TITLE], "title")
    page.gap()
    is_linked = len(sheets) <= MOST_LINKS
    for what, value in _lines(export):
        page.pair(what, value)
    if not is_linked:
        page.pair("Links", f"There are none to the sheets: a sheet can't hold more than {MOST_LINKS:,}.")
    page.gap()
    page.line(["Sheet", "Rows", "What it holds"], "header")
    for kind, sheet in sheets:
        if is_linked:
            link(worksheet, page.row, sheet.title)
        looks = ("link" if is_linked else "line", "number", "text")
        page.line([sheet.title, sheet.rows, kind.about], looks, lines(kind.about, WIDTHS[2]))
    page.gap()
    page.line(["Sheet", "Column", "What it means"], "header")
    for _, sheet in sheets:
        for column in sheet.columns:
            meaning = column.meaning + _goes_on(column.parts)
            page.line([sheet.title, column.name, meaning], "text", lines(meaning, WIDTHS[2]))
    page.end()


def _goes_on(parts: int) -> str:
    if parts == 1:
        return ""
    return f" A text of more than 32,767 characters goes on in the {counted(parts - 1, 'column')} behind it."


def _formulas(export: Export) -> str:
    """Which counts are formulas over Units."""
    pairs = len(export.material().coders) * (len(export.material().coders) - 1) // 2
    rows = {
        by_code.TITLE: 1,
        by_pair.TITLE: pairs,
        by_document.TITLE: len(export.material().documents),
    }
    many = len(export.material().codes) + 1
    counts = len(Counting(export, export.unit).counts)
    live = [
        title
        for title, times in rows.items()
        if is_live(export, export.unit, times * many, len(OF_TWO) if title == by_pair.TITLE else counts)
    ]
    sentence = f"count over “Units”, by {export.grid_unit}, in {', '.join(live)}" if live else "count nowhere"
    return (
        f"{sentence}; other counts are plain numbers, coefficients are formulas over the counts in their row"
    )


def _lines(export: Export) -> Iterator[tuple[str, str]]:
    """What stands at the top: (what, value)."""
    material, choices = export.material(), export.choices
    compared = len(material.documents) - material.dropped.single_coder_documents
    trimmed = f"yes: {ENDS.meaning}" if material.scope.trim else "no"
    profile = PROFILES[choices.profile]
    yield "Project", export.title
    yield "Project id", export.guid
    yield "Written", f"{export.written_at.replace('T', ' ').removesuffix('Z')} UTC"
    yield "By", made_by()
    yield "Profile", f"{profile.name}: {profile.meaning}"
    yield "Documents", f"{len(export.documents):,}"
    yield "Documents compared", f"{compared:,}"
    yield "Coders compared", ", ".join(coder.name for coder in material.coders) or "nobody"
    yield "Codes compared", f"{len(material.codes):,} of {_codes(export):,}"
    yield "Round compared", export.round_in_words
    yield "Left out of agreement", "; ".join(_left_out(export)) or "nothing"
    if material.asking:
        many = len(material.asking)
        who = "a speaker who by the label asks" if many == 1 else f"{many:,} speakers who by their labels ask"
        yield "Interviewers’ turns", f"count like all others: those of {who}; they can be left out"
    if export.standing is not None:
        yield "Consensus", _consensus(export.standing)
    yield "Left out altogether", " ".join(being_coded_blind(export.session)) or NOTHING
    yield "Units", ", ".join(by_code.units(export))
    yield "Statistic", f"{NAMED[choices.statistic].name} by {export.unit}, threshold {choices.threshold:.2f}"
    yield ENDS.name.capitalize(), f"{trimmed}; tolerance {characters(material.scope.tolerance)}"
    yield "Intervals", "95 %, by leaving out documents" if choices.intervals else "none"
    yield "Formulas", _formulas(export)
    left_out = [kind.title for kind in contents.SHEETS if not contents.is_chosen(kind, export)]
    if left_out:
        yield "Sheets left out", f"{', '.join(left_out)}; not chosen, empty, or too large unless chosen"
    yield "Offsets", "count Unicode characters from 0; the character at “end” is not included"
    yield "Text", "is never a formula; control characters are shown as their pictures (␀ to ␟)"
    if profile.masks:
        yield "Withheld", "[…] stands for five or more words in a row that stand in a document or memo"


def _consensus(standing: Standing) -> str:
    """What the consensus has that nobody decided, and what it hasn't yet."""
    sentence = "1 where it was decided so"
    if standing.alike:
        codings = counted(standing.alike, "coding")
        sentence += (
            f", and where all coded exactly alike though nobody decided it ({codings}, "
            "which are not among the Codings; the rule for what all coded alike puts them there)"
        )
    if standing.open:
        sentence += f"; empty, not 0, where a disagreement is not settled yet ({standing.open:,})"
    return sentence


def _codes(export: Export) -> int:
    """How many codes there are to compare: those of now, or those of a closed round."""
    round_id = export.choices.scope.round_id
    lists = None if round_id is None else frozen_lists(export.session, round_id)
    return len(export.codes if lists is None else lists[1])


def _left_out(export: Export) -> Iterator[str]:
    """What agreement doesn't compare, and why."""
    material, dropped = export.material(), export.material().dropped
    if dropped.single_coder_documents:
        yield f"documents that fewer than two coders have completed: {dropped.single_coder_documents:,}"
    if dropped.codings:
        yield (
            f"codings where the coder or everybody else hasn't completed the document: {dropped.codings:,}"
        )
    if dropped.not_codable:
        yield not_codable(dropped)
    if material.scope.origins is not None:
        yield of_origins(material.scope.origins, dropped)
    compared = {coder.id for coder in material.coders}
    layers = [coder.name for coder in export.coders if coder.role == "consensus"]
    others = [c.name for c in export.coders if c.role != "consensus" and c.id not in compared]
    if layers:
        yield f"consensus layers, which are no independent coding: {', '.join(layers)}"
    if others:
        yield f"coders not asked for: {', '.join(others)}"
    if material.scope.without_speakers:
        yield f"turns of {len(material.scope.without_speakers)} of the speakers"


def made_by() -> str:
    """The program and its version."""
    return f"Intercoder {version()}"
