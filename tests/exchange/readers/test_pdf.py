"""Reading PDF files."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from app.errors import UserError
from app.exchange.readers import Source, read_sources

pytestmark = pytest.mark.usefixtures("qapp")  # fonts need an application

SHARED = Path(__file__).parents[4] / "shared" / "data"

Page = list[tuple[int, int, str]]  # the lines of a page, each with its place in points from the left and top


def printed(path: Path, *pages: Page) -> Source:
    """What is read of a PDF file with these lines."""
    writer = QPdfWriter(str(path))
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QSizeF(595, 842), QPageSize.Unit.Point),
            QPageLayout.Orientation.Portrait,
            QMarginsF(0, 0, 0, 0),
        )
    )
    writer.setResolution(72)
    painter = QPainter(writer)
    painter.setFont(QFont("DejaVu Sans", 12))
    for number, page in enumerate(pages):
        if number:
            writer.newPage()
        for left, top, words in page:
            painter.drawText(left, top, words)
    painter.end()
    (source,) = read_sources(path)
    return source


def texts(source: Source) -> list[str]:
    parts = [region for region in source.regions if region.kind != "page"]
    return [source.text[region.start : region.end].rstrip("\n") for region in parts]


LINES = [
    "The bread was gone and we stood before the bakery until the",
    "evening, because nobody had told us that there would be none",
    "at all.",
]


def test_lines_are_joined_to_paragraphs(tmp_path: Path) -> None:
    first = [(60, 100 + 15 * number, line) for number, line in enumerate(LINES)]
    second = [(60, 175 + 15 * number, line) for number, line in enumerate(LINES)]
    source = printed(tmp_path / "a.pdf", first + second)
    assert texts(source) == [" ".join(LINES)] * 2
    assert "joined to paragraphs" in source.warnings[0]


def test_a_paragraph_goes_on_over_the_page_and_heads_and_numbers_are_left_out(tmp_path: Path) -> None:
    pages: list[Page] = []
    for number in range(1, 5):
        head = [(60, 40, "Interview with a baker"), (290, 810, str(number))]
        pages.append([head[0], *((60, 100 + 15 * n, line) for n, line in enumerate(LINES[:2] * 3)), head[1]])
    source = printed(tmp_path / "a.pdf", *pages)
    assert "Interview with a baker" not in source.text
    assert not any(letter.isdigit() for letter in source.text)
    assert texts(source) == [" ".join(LINES[:2] * 12)]
    assert any("head or foot" in warning for warning in source.warnings)


def test_speakers_of_a_printed_transcript_have_their_turns(tmp_path: Path) -> None:
    lines = [
        "Interviewer: Why did you leave?",
        "Fatima: I was tired.",
        "Interviewer: And then?",
        "Fatima: Home.",
    ]
    source = printed(tmp_path / "a.pdf", [(60, 100 + 15 * number, line) for number, line in enumerate(lines)])
    assert [region.speaker for region in source.regions if region.kind == "turn"] == [
        "Interviewer",
        "Fatima",
    ] * 2


def test_a_page_without_words_says_that_it_was_scanned(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="it was scanned"):
        printed(tmp_path / "a.pdf", [])


def test_a_file_of_another_kind_or_damaged_is_refused(tmp_path: Path) -> None:
    for content, told in ((b"Hello", "in spite of its name"), (b"%PDF-1.4\nnothing", "is damaged")):
        (tmp_path / "a.pdf").write_bytes(content)
        with pytest.raises(UserError, match=told):
            read_sources(tmp_path / "a.pdf")


@pytest.mark.skipif(not SHARED.exists(), reason="shared/data is not here: real PDF files")
def test_real_files_are_read_as_people_see_them() -> None:
    documents = SHARED / "documents"
    with pytest.raises(UserError, match="password"):
        read_sources(documents / "pdfminer__aes-256.pdf")
    (zen,) = read_sources(documents / "py-pdf__google-doc-document.pdf")
    assert texts(zen)[:3] == [
        "Example document",
        "Beautiful is better than ugly.",
        "Explicit is better than implicit.",
    ]
    (hebrew,) = read_sources(SHARED / "languages" / "heb.pdf")
    assert {region.speaker for region in hebrew.regions} >= {"Q1", "P07"}
    assert hebrew.direction == "rtl"
