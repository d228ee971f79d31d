"""Tables of study folders as other programs write them: names, offsets and headers in any form."""

import csv
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.codebook.queries import codebook
from app.coders.actions import add_coder
from app.coders.queries import coders
from app.coding.queries import passages
from app.errors import UserError
from app.exchange.codebook_table import plan_codebook_import
from app.exchange.study_folder import Imported, import_study
from app.jobs import Job
from app.models import Coder
from app.store import Project
from app.store.journal import WriteSession

HEADER = ["doc_id", "coder", "code", "start", "end"]
COMPOSED, DECOMPOSED = (unicodedata.normalize(form, "Zoë") for form in ("NFC", "NFD"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "study"
    (place / "documents").mkdir(parents=True)
    (place / "documents" / "d.txt").write_text("One two three four.", encoding="utf-8")
    return place


def write(path: Path, rows: Sequence[Sequence[object]], above: str = "", delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(above)
        csv.writer(file, delimiter=delimiter).writerows(rows)


def quotes(project: Project) -> list[str]:
    with project.read() as session:
        return [one.quote for one in passages(session)]


def test_composed_and_decomposed_letters_are_one_name_and_that_is_told(
    project: Project, folder: Path
) -> None:
    code = unicodedata.normalize("NFD", "Préjugé")
    rows = [["d", COMPOSED, "Préjugé", 0, 3], ["d", DECOMPOSED, code, 4, 7]]
    write(folder / "codings.csv", [HEADER, *rows])
    came = import_study(project, folder, Job())
    assert (came.coders, came.codes) == (1, 1)
    assert [note for note in came.notes if "look the same" in note] == list(came.notes)
    assert len(came.notes) == 2
    with project.read() as session:
        assert [one.name for one in coders(session)] == [COMPOSED]


def test_a_coder_of_an_older_project_in_decomposed_letters_is_found(project: Project, folder: Path) -> None:
    def old(session: WriteSession) -> None:
        raw = DECOMPOSED.casefold()
        session.add(Coder(name=DECOMPOSED, name_key=raw, initials="Z", colour="#000000", role="coder"))

    project.do("Add", old)
    with pytest.raises(UserError, match="already"):
        project.do("Add", add_coder, name=COMPOSED)
    write(folder / "codings.csv", [HEADER, ["d", COMPOSED, "A", 0, 3]])
    assert import_study(project, folder, Job()).coders == 0


@pytest.mark.parametrize("quote", ["", "Dritte"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_offsets_counted_with_two_characters_for_a_line_end_are_read_so_and_that_is_told(
    project: Project, folder: Path, mark: str, quote: str
) -> None:
    raw = f"{mark}Erste Zeile.\r\nZweite Zeile.\r\n\r\nDritte Zeile."
    (folder / "documents" / "d.txt").write_bytes(raw.encode())
    start = raw.index("Dritte")
    write(folder / "codings.csv", [[*HEADER, "quote"], ["d", "A", "x", start, start + 6, quote]])
    came = import_study(project, folder, Job())
    assert quotes(project) == ["Dritte"]
    assert "counted in the file as it is" in came.notes[0]
    assert "codings.csv: d" in came.notes[0]


def test_offsets_counted_with_one_character_for_a_line_end_stay_and_that_is_told(
    project: Project, folder: Path
) -> None:
    raw = "Erste Zeile.\r\nZweite Zeile.\r\nDritte Zeile."
    (folder / "documents" / "d.txt").write_bytes(raw.encode())
    start = raw.replace("\r\n", "\n").index("Dritte")
    write(folder / "codings.csv", [HEADER, ["d", "A", "x", start, start + 6]])
    came = import_study(project, folder, Job())
    assert quotes(project) == ["Dritte"]
    assert "counted with one character for each line end" in came.notes[0]
    again = raw.replace("\r\n", "\n")
    (folder / "documents" / "d.txt").write_bytes(again.encode())
    assert import_study(project, folder, Job()).notes == ()


@pytest.mark.parametrize(("start", "end"), [("0.0", "3.0"), ("0", "3.00"), ("0,0", "3,0")])
def test_whole_numbers_may_be_written_with_a_decimal_point(
    project: Project, folder: Path, start: str, end: str
) -> None:
    write(folder / "codings.csv", [HEADER, ["d", "A", "x", start, end]])
    import_study(project, folder, Job())
    assert quotes(project) == ["One"]


@pytest.mark.parametrize("end", ["3.5", "1.000", "1,000", "3e0", "x"])
def test_what_could_be_another_number_is_refused(project: Project, folder: Path, end: str) -> None:
    write(folder / "codings.csv", [HEADER, ["d", "A", "x", "0", end]])
    with pytest.raises(UserError, match="row 2: “end” is not a whole number"):
        import_study(project, folder, Job())


@pytest.mark.parametrize(
    ("above", "mark"),
    [
        ("sep=;\r\n", ";"),
        ('"sep=|"\r\n', "|"),
        ("sep=,\n", ","),
        ("Codings of the pilot, 2024\r\n\r\n", ","),
        ("Codings of the pilot\r\n", ";"),
    ],
)
def test_what_stands_above_the_header_is_passed_over_and_rows_count_as_in_the_file(
    project: Project, folder: Path, above: str, mark: str
) -> None:
    write(folder / "codings.csv", [HEADER, ["d", "A", "x", 0, 3]], above, mark)
    assert import_study(project, folder, Job()).codings == 1
    write(folder / "codings.csv", [HEADER, ["d", "A", "x", 0, 99]], above, mark)
    row = above.count("\n") + 2
    with pytest.raises(UserError, match=rf"codings.csv, row {row}: the offsets"):
        import_study(project, folder, Job())


def open_document(path: Path, rows: Sequence[Sequence[object]]) -> None:
    """A spreadsheet as LibreOffice writes one, with its empty rest repeated a million times."""
    cells = "".join("<table:table-row>" + "".join(map(cell, row)) + "</table:table-row>" for row in rows)
    rest = (
        '<table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="One">{cells}{rest}</table:table>'
    end = "</office:spreadsheet></office:body></office:document-content>"
    whole = f"<office:document-content {names}>{body}{end}"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("content.xml", whole)


def cell(value: object) -> str:
    if isinstance(value, int):
        typed = f'<table:table-cell office:value-type="float" office:value="{value}">'
        return f"{typed}<text:p>{value}.00</text:p></table:table-cell>"
    words = str(value).replace("  ", " <text:s/>")
    return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'


def spreadsheet(path: Path, rows: Sequence[Sequence[object]]) -> None:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)


@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_tables_may_be_spreadsheets_with_a_title_above_their_header(
    project: Project, folder: Path, ending: str
) -> None:
    make = open_document if ending == "ods" else spreadsheet
    make(folder / f"codings.{ending}", [["Codings of the pilot"], [], HEADER, ["d", "Ana", "A  b", 0, 3]])
    make(folder / f"codebook.{ending}", [["The codebook"], ["code", "definition"], ["A b", "What it is."]])
    came: Imported = import_study(project, folder, Job())
    assert (came.codings, came.codes) == (1, 1)
    with project.read() as session:
        assert [(code.name, code.brief_definition) for code in codebook(session)] == [("A b", "What it is.")]
    make(folder / f"codebook.{ending}", [["The codebook"], ["code", "definition"], ["A b", "Another."]])
    plan = plan_codebook_import(project, folder / f"codebook.{ending}")
    assert [(one.field, one.after) for one in plan.changed] == [("brief_definition", "Another.")]


def test_a_damaged_open_document_is_named(project: Project, folder: Path) -> None:
    (folder / "codings.ods").write_bytes(b"PK nothing")
    with pytest.raises(UserError, match="codings.ods: can't be read as a table"):
        import_study(project, folder, Job())
