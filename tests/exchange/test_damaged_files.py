"""Files that are damaged, or made to do harm, end in a sentence, whatever is wrong with them."""

import json
import random
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from app.agreement.examples.cases import outcomes
from app.errors import UserError
from app.exchange.codebook_table import plan_codebook_import
from app.exchange.decisions_back import plan_decisions_import
from app.exchange.readers.docx import read as read_docx
from app.exchange.readers.markdown import read as read_markdown
from app.store import Project
from tests.prepared import PreparedFiles

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def project(tmp_path: Path, prepared: PreparedFiles) -> Iterator[Project]:
    with Project.open(str(prepared.copied(make_empty, tmp_path / "study.intercoder"))) as project:
        yield project


def make_empty(path: Path) -> None:
    Project.create(str(path)).close()


def spreadsheet() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["code", "full definition", "item id", "decision id", "decision"], ["Fear", "é", 1.5, True]):
        sheet.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def mutated(data: bytes, seed: int) -> bytes:
    """The archive with one of its parts changed at random, or itself."""
    chance = random.Random(seed)
    kept = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if chance.random() > 0.03]
        for name in names:
            part = bytearray(old.read(name))
            if "sheet" in name or "workbook" in name or "styles" in name or chance.random() < 0.2:
                at, other = sorted((chance.randrange(len(part)), chance.randrange(len(part))))
                part[at : chance.choice((other, at + 3))] = chance.choice(
                    (b"", b"<v>", b"\x00\xff", b'="9e9"')
                )
            new.writestr(name, bytes(part))
    damaged = bytearray(kept.getvalue())
    for _ in range(chance.choice((0, 0, 3))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


@pytest.mark.parametrize("seed", range(80))
def test_a_damaged_spreadsheet_is_read_or_refused_in_a_sentence(
    project: Project, tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "c.xlsx"
    path.write_bytes(mutated(spreadsheet(), seed))
    for plan in (plan_codebook_import, plan_decisions_import):
        try:
            plan(project, path)
        except UserError as error:
            assert "c.xlsx" in str(error)  # any other error fails the test


def packed(parts: dict[str, str | bytes]) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


def test_a_spreadsheet_that_would_fill_the_memory_is_not_read(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with ZipFile(BytesIO(spreadsheet())) as old:
        parts: dict[str, str | bytes] = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert isinstance(sheet, bytes)
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<sheetData>", b"<sheetData>" + b" " * 60_000_000)
    path.write_bytes(packed(parts))
    with pytest.raises(UserError, match="unpacks to far more than a table holds"):
        plan_codebook_import(project, path)


@pytest.mark.parametrize("row", [2_000_000_000, 1_048_577])
def test_a_row_far_below_all_others_is_passed_over(project: Project, tmp_path: Path, row: int) -> None:
    path = tmp_path / "far.xlsx"
    with ZipFile(BytesIO(spreadsheet())) as old:
        parts: dict[str, str | bytes] = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert isinstance(sheet, bytes)
    far = f'<row r="{row}"><c r="A{row}"><v>1</v></c></row></sheetData>'.encode()
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", far)
    path.write_bytes(packed(parts))
    assert plan_codebook_import(project, path).added == ("Fear",)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("code," + ",".join(f"c{number}" for number in range(100_000)) + "\nx\n", "100,001 columns"),
        ("code\n" + "".join(f"c{number}\n" for number in range(100_000)), "100,000 codes"),
    ],
)
def test_a_table_that_no_codebook_fills_is_refused(
    project: Project, tmp_path: Path, content: str, sentence: str
) -> None:
    path = tmp_path / "large.csv"
    path.write_text(content)
    with pytest.raises(UserError, match=sentence):
        plan_codebook_import(project, path)


def word_document(body: str, footnotes: str) -> bytes:
    def relations(kind: str, target: str) -> str:
        return (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/{kind}" '
            f'Target="{target}"/></Relationships>'
        )

    return packed(
        {
            "_rels/.rels": relations("officeDocument", "word/document.xml"),
            "word/_rels/document.xml.rels": relations("footnotes", "footnotes.xml"),
            "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
            "word/footnotes.xml": f"<w:footnotes {WORD}>{footnotes}</w:footnotes>",
        }
    )


def test_a_footnote_that_refers_to_itself_stands_once() -> None:
    def words(text: str, note: int) -> str:
        return f'<w:p><w:r><w:t>{text}</w:t><w:footnoteReference w:id="{note}"/></w:r></w:p>'

    notes = (
        f'<w:footnote w:id="1">{words("first", 2)}</w:footnote>'
        f'<w:footnote w:id="2">{words("second", 1)}</w:footnote>'
        f'<w:footnote w:id="3">{words("third", 3)}</w:footnote>'
    )
    reading = read_docx(word_document(words("Bread", 1) + words("and salt", 3), notes), "a.docx")[0]
    lines = ["Bread[1]", "and salt[2]", "", "[1] first[3]", "[2] third[2]", "[3] second[1]"]
    assert reading.text.splitlines() == lines


@pytest.mark.parametrize("seed", range(80))
def test_a_damaged_word_document_is_read_or_refused_in_a_sentence(seed: int) -> None:
    whole = word_document("<w:p><w:r><w:t>Bread</w:t></w:r></w:p>", "")
    chance = random.Random(seed)
    damaged = bytearray(whole)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(4, len(damaged))
        damaged[at : at + chance.choice((1, 1, 40))] = bytes(
            [chance.randrange(256)] * chance.choice((1, 1, 90))
        )
    try:
        read_docx(bytes(damaged), "a.docx")[0]
    except UserError as error:
        assert "a.docx" in str(error)  # any other error fails the test


@pytest.mark.parametrize(
    "source",
    [
        "<!-- " * 40_000,
        "x " + "<!-- -- - --" * 20_000 + "-->",
        "<script " * 30_000,
        "<div>\n" + "<br " * 60_000,
        "---\n" + "-a: b\n" * 40 + "x",
    ],
    ids=["comments", "comments in a line", "scripts", "line breaks", "data at the head"],
)
def test_marks_that_never_end_take_no_longer_than_words(source: str) -> None:
    """Each took minutes to years, which the time limit of all tests would notice."""
    assert read_markdown(source.encode(), "a.md")[0].text


def test_examples_with_numbers_that_no_computer_holds_are_said_to_be_off(tmp_path: Path) -> None:
    data = {"type": "ratings", "ratings": [[1, 1], [0, 10**400]]}
    case = {"data": data, "expected": {"scott_pi": 10**400}, "tolerance": float("inf")}
    (tmp_path / "a.json").write_text(json.dumps(case))
    (outcome,) = outcomes(tmp_path)
    assert not outcome.ok
    assert json.dumps([outcome.expected, outcome.tolerance], allow_nan=False)
