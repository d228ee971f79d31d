"""What text a workbook lets out: every part of the file is searched for words of documents and memos."""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from app.codebook.actions import add_code, change_code
from app.codebook.version_actions import publish_version
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document, change_document
from app.exchange.workbook import SHEETS, WorkbookChoices, write_workbook
from app.exchange.workbook.choices import ProfileName
from app.jobs import Job
from app.rounds.actions import complete_document
from app.store import Project

TEXT = (
    "OMAR FARUK: They took the flour for themselves and we queued from four in the morning.\n"
    "SALMA: My brother stayed behind with the old people of the village.\n"
    "OMAR FARUK: Nobody asked us what we wanted, that is how it was, every single day."
)
MEMO = "I doubt this one: he laughs when he says it, compare the second tape."
NOTE = "Recorded in the kitchen of her aunt on a Sunday, do not share."
TITLE = "Queued from four in the morning"
IN_VIVO = "Nobody asked us what we wanted"
DEFINITION = "Use for statements such as they took the flour for themselves, and for theft in general."
WORDS = re.compile(r"\w+")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A study whose codes, definitions, memos and title quote its document."""
    place = tmp_path_factory.mktemp("study") / "study.intercoder"
    with Project.create(str(place), title=TITLE) as made:
        coders = [made.do("a", add_coder, name=name) for name in ("Ana", "Murat")]
        documents = [made.do("b", add_document, name=f"Omar Faruk {n}", text=TEXT) for n in (1, 2)]
        made.do("c", change_document, document_id=documents[0], note=NOTE)
        above = made.do("d", add_code, name="Theft", full_definition=DEFINITION, typical_example=TEXT[12:60])
        in_vivo = made.do("e", add_code, name=IN_VIVO, parent_id=above)
        made.do("f", publish_version, reason=MEMO, coder_id=coders[0])
        made.do("g", change_code, code_id=above, use_when=DEFINITION, close_but_no=TEXT[100:150])
        for number, coder in enumerate(coders):
            for code in (above, in_vivo):
                span = {"start": 12 + 9 * number, "end": 60 + 20 * number}
                for document in documents:
                    made.do(
                        "h", apply_code, document_id=document, code_id=code, coder_id=coder, memo=MEMO, **span
                    )
            for document in documents:
                made.do("i", complete_document, document_id=document, coder_id=coder)
        yield made


def written(project: Project, path: Path, profile: ProfileName) -> Path:
    """A workbook with every sheet that there is."""
    choices = WorkbookChoices(profile=profile, sheets=tuple(kind.title for kind in SHEETS), intervals=True)
    write_workbook(project, path, Job(), choices=choices)
    return path


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """(part of the file, text): every text between marks and every attribute."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            yield "names", name
            for text in re.split('[<>"]', archive.read(name).decode()):
                yield name, unescape(text)


def runs(text: str) -> set[tuple[str, ...]]:
    """Every five words in a row."""
    words = [word.casefold() for word in WORDS.findall(text)]
    return {tuple(words[number : number + 5]) for number in range(len(words) - 4)}


FORBIDDEN = runs(TEXT) | runs(MEMO) | runs(NOTE)


def test_numbers_only_has_no_five_words_of_a_document_or_memo_in_any_part(
    project: Project, tmp_path: Path
) -> None:
    found = list(texts(written(project, tmp_path / "numbers.xlsx", "numbers")))
    assert [(part, text) for part, text in found if runs(text) & FORBIDDEN] == []
    assert {"docProps/core.xml", "docProps/app.xml", "xl/charts/chart1.xml"} < {part for part, _ in found}


def test_the_search_would_find_what_the_full_workbook_has(project: Project, tmp_path: Path) -> None:
    parts = {
        part
        for part, text in texts(written(project, tmp_path / "full.xlsx", "full"))
        if runs(text) & FORBIDDEN
    }
    assert {"docProps/core.xml", "xl/charts/chart1.xml", "xl/worksheets/sheet1.xml"} < parts


def test_numbers_only_names_neither_documents_nor_speakers(project: Project, tmp_path: Path) -> None:
    path = written(project, tmp_path / "numbers.xlsx", "numbers")
    assert [one for one in texts(path) if re.search("faruk|salma", one[1], re.IGNORECASE)] == []


def test_numbers_only_tells_codes_apart_by_id_and_number(project: Project, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(project, tmp_path / "numbers.xlsx", "numbers"))
    rows = list(book["Codebook"].iter_rows(values_only=True))
    assert [row[1] for row in rows] == ["code", "Theft", "code 2"]
    assert "full definition" not in rows[0]
    assert rows[2][rows[0].index("code path")] == "Theft / code 2"
    assert "code 2" in [cell.value for cell in book["Confusion"][1]]
    assert book["Read me"]["B3"].value == "[…]"


def test_codes_without_text_keep_definitions_but_for_what_they_quote(
    project: Project, tmp_path: Path
) -> None:
    path = written(project, tmp_path / "codes.xlsx", "codes")
    book = openpyxl.load_workbook(path)
    header, theft, _ = book["Codebook"].iter_rows(values_only=True)
    code = dict(zip(header, theft, strict=True))
    assert code["full definition"] == "Use for statements such as […] for theft in general."
    assert not {"typical example", "close but no"} & set(header)
    changes = [row[-2:] for row in book["Codebook changes"].iter_rows(values_only=True)]
    assert ("[…]", "[…]") not in changes
    headers = {cell.value for sheet in book for cell in sheet[1]}
    assert not headers & {"quote", "before in the text", "memo", "reason", "note"}
    left = [text for _, text in texts(path) if runs(text) & (runs(MEMO) | runs(NOTE))]
    assert left == []


def test_codes_without_text_quote_a_document_only_in_names(project: Project, tmp_path: Path) -> None:
    path = written(project, tmp_path / "codes.xlsx", "codes")
    without = (text.replace(IN_VIVO, "|").replace(TITLE, "|") for _, text in texts(path))
    assert [text for text in without if runs(text) & runs(TEXT)] == []


@pytest.mark.parametrize("profile", ["full", "codes", "numbers"])
def test_properties_name_no_person_no_machine_and_no_folder(
    project: Project, tmp_path: Path, profile: ProfileName
) -> None:
    with zipfile.ZipFile(written(project, tmp_path / "book.xlsx", profile)) as archive:
        core, app = (archive.read(f"docProps/{name}.xml").decode() for name in ("core", "app"))
    assert re.search("<dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>", core)
    assert "<Company></Company>" in app
    assert str(tmp_path) not in core + app
