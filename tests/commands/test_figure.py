"""`intercoder figure`: a picture as a file, and its data, without a display."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage

from app.report.pictures.request import KINDS
from app.store import Project
from tests.commands.said import Command
from tests.study import make_study


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "study.intercoder"
    study = make_study(str(path))
    with study.project:
        study.code("the flour")
        study.code("They took the flour", coder_id=study.murat)
        study.code("flour for themselves", code_id=study.hard_life)
    return path


def test_every_picture_is_written_and_its_data_told(
    qapp: object, intercoder: Command, place: Path, tmp_path: Path
) -> None:
    for kind in KINDS:
        file = tmp_path / f"{kind}.svg"
        by = ("--by", "coder") if kind == "compare" else ()
        answer = intercoder("figure", place, kind, file, "--words", "flour", *by, "--json").json
        assert (answer["kind"], answer["file"]) == (kind, str(file))
        assert answer["rows"], kind
        root = ET.parse(file).getroot()
        words = " ".join("".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text"))
        assert answer["title"].split()[0] in words
        description = root.find("{http://www.w3.org/2000/svg}desc")
        assert description is not None
        assert description.text == answer["description"]


def test_the_ending_says_what_is_written(
    qapp: object, intercoder: Command, place: Path, tmp_path: Path
) -> None:
    for name in ("a.png", "a.PDF"):
        assert intercoder("figure", place, "matrix", tmp_path / name).code == 0
    picture = QImage(str(tmp_path / "a.png"))
    assert round(picture.dotsPerMeterX() * 0.0254) == 300
    assert picture.text("Description").startswith("Corruption, Baker: 1 passage")
    assert (tmp_path / "a.PDF").read_bytes().startswith(b"%PDF")
    said = intercoder("figure", place, "matrix", tmp_path / "a.bmp")
    assert (said.code, said.out) == (1, "")
    assert "End the name with .png, .svg or .pdf" in said.error
    said = intercoder("figure", place, "matrix", tmp_path / "missing" / "a.png")
    assert "could not be written" in said.error


def test_without_a_file_the_data_are_printed(intercoder: Command, place: Path) -> None:
    said = intercoder("figure", place, "matrix", "--by", "coder")
    assert said.out.splitlines() == [
        "Code matrix by coder.",
        "Each coder’s own codings; 1 document. Passages.",
        "",
        "Code | Coder | Passages",
        "Corruption | Ana Yilmaz | 1",
        "Corruption | Murat Kaya | 1",
        "Hard life | Ana Yilmaz | 1",
    ]
    one = intercoder("figure", place, "bars", "--coder", "murat kaya", "--codes", "corruption", "--json").json
    assert one["rows"] == [{"code": "Corruption", "passages": 1}]
    assert one["caption"] == "Codings of Murat Kaya; 1 document."


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["matrix", "--codes", "Zeal"], "There is no code “Zeal”"),
        (["matrix", "--documents", "Zeal"], "There is no document “Zeal”"),
        (["matrix", "--coder", "Zeal"], "There is no coder “Zeal”"),
        (["matrix", "--coder", "Ana Yilmaz", "--layer", "any"], "Leave one of them out"),
        (["cloud", "--by", "coder"], "It is drawn without --by"),
        (["matrix", "--by", "time"], "It can by: document, coder, case"),
        (["compare", "--by", "coder", "--sides", "Ana Yilmaz"], "two different names"),
        (["bars", "--attribute", "Zeal"], "There is no attribute “Zeal”"),
        (["compare"], "Two are needed"),
        (["keywords"], "There are no words to be shown"),
        (["matrix", "--width", "5"], "--width is in points"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    intercoder: Command, place: Path, options: list[str], complaint: str
) -> None:
    said = intercoder("figure", place, *options)
    assert said.code == 1
    assert complaint in said.error


def test_an_empty_project_is_drawn_as_a_sentence(qapp: object, intercoder: Command, tmp_path: Path) -> None:
    place = tmp_path / "empty.intercoder"
    with Project.create(str(place), station="here"):
        pass
    said = intercoder("figure", place, "network", tmp_path / "a.svg")
    assert said.code == 0
    assert "There are no documents yet." in said.out
    assert "There are no documents yet." in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_a_program_of_its_own_draws_where_there_is_no_display(
    program: Command, place: Path, tmp_path: Path
) -> None:
    environment = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "xcb"}
    said = program("figure", place, "bars", tmp_path / "a.png", environment=environment)
    assert (said.code, said.error) == (0, "")
    assert not QImage(str(tmp_path / "a.png")).isNull()
