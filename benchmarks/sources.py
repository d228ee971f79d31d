"""Files come in: a thousand transcripts, five hundred pages of each format, a survey of 20,000 rows."""

import csv
import random
import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from app.exchange.import_documents import import_documents
from app.exchange.readers import read_sources
from app.exchange.survey import read_survey
from app.exchange.survey_import import import_survey, plan_survey
from app.jobs import Job
from app.store import Project
from benchmarks.measures import Measured, repeated

WORDS = [
    "the",
    "war",
    "came",
    "in",
    "spring",
    "and",
    "we",
    "had",
    "to",
    "leave",
    "our",
    "house",
    "by",
    "night",
    "with",
    "nothing",
    "but",
    "bread",
]
PARAGRAPHS, WORDS_OF_A_PARAGRAPH = 6_745, 38  # 500 pages


def _said(lots: random.Random, words: int) -> str:
    return " ".join(lots.choices(WORDS, k=words)).capitalize() + "."


def _paragraphs(times: int) -> list[str]:
    lots = random.Random(1)
    return [_said(lots, WORDS_OF_A_PARAGRAPH) for _ in range(PARAGRAPHS * times)]


def transcripts(times: int) -> Measured:
    """1,000 transcripts of 60 turns."""
    lots = random.Random(2)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"P{number}.txt" for number in range(1_000 * times)]
        for file in files:
            turns = (f"{('Interviewer', 'Anna')[turn % 2]}: {_said(lots, 30)}\n" for turn in range(60))
            file.write_text("".join(turns), encoding="utf-8")
        with Project.create(f"{folder}/bench.intercoder") as project:
            return repeated(lambda: import_documents(project, files, Job()), 1)


def survey(times: int) -> Measured:
    """20,000 respondents with three attributes and two open questions."""
    lots = random.Random(3)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(["ID", "Gender", "Age", "Country", "Why did you leave?", "What do you miss?"])
            for row in range(20_000 * times):
                about = [lots.choice("fm"), lots.randrange(18, 80), lots.choice(["SY", "IQ", "AF"])]
                table.writerow([f"R{row}", *about, _said(lots, 20), _said(lots, 15)])
        with Project.create(f"{folder}/bench.intercoder") as project:
            return repeated(lambda: import_survey(project, plan_survey(project, read_survey(path)), Job()), 1)


def _read(name: str, data: bytes) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return repeated(lambda: read_sources(path), 1)


def page(times: int) -> Measured:
    """500 pages of HTML."""
    return _read("a.html", "".join(f"<p>{words}</p>\n" for words in _paragraphs(times)).encode())


def rich_text(times: int) -> Measured:
    """500 pages of RTF."""
    return _read(
        "a.rtf", ("{\\rtf1 " + "".join(f"{words}\\par\n" for words in _paragraphs(times)) + "}").encode()
    )


def open_document(times: int) -> Measured:
    """500 pages of an OpenDocument text."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    words = "".join(f"<t:p>{words}</t:p>" for words in _paragraphs(times))
    content = (
        f'<o:document-content xmlns:o="{office}" xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f"<o:body><o:text>{words}</o:text></o:body></o:document-content>"
    )
    with tempfile.NamedTemporaryFile(suffix=".odt") as file:
        with ZipFile(file.name, "w", ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            archive.writestr("content.xml", content)
        return _read("a.odt", Path(file.name).read_bytes())
