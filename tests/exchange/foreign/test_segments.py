"""Coded segments of spreadsheets and of MAXQDA's files are found again where they stand, and nowhere else."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.documents.actions import add_document
from app.errors import UserError
from app.exchange.foreign.found_again import found_again
from app.exchange.foreign.kinds import read_foreign
from app.exchange.foreign.naming import TakeChoices
from app.exchange.foreign.project import ForeignProject
from app.exchange.foreign.taking import take_project
from app.jobs import Job
from app.store import Project
from tests.exchange.foreign.native_files import database
from tests.exchange.foreign.test_refi_in import words
from tests.whole_project import taken_out

TEXT = (
    "She said: “We fled — at night”.\nYes.\nThey took the flour 🍞 from us.\nYes.\nقالوا لنا مرحبا ثم رحلوا\n"
)
FLOUR = "took the flour 🍞 from"
AT = TEXT.index(FLOUR)
NATIVE = Path("/work/shared/data/native/maxqda_test.mex")


@pytest.fixture
def project(empty: Project) -> Project:
    empty.do("Import", add_document, name="Baker", text=TEXT, file_name="baker.docx")
    return empty


def table(path: Path, header: Sequence[str], *rows: Sequence[object]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def looked_up(project: Project, path: Path) -> ForeignProject:
    return found_again(project, read_foreign(path, Job()), Job())


PROGRAMS = {
    "MAXQDA": (
        ("Document group", "Document name", "Code", "Begin", "End", "Segment", "Created by", "Comment"),
        ("", "Baker", r"Cause\Hunger", "3", "3", "took the flour 🍞 from", "ana", "m"),
    ),
    "ATLAS.ti": (
        ("ID", "Document", "Quotation Content", "Codes", "Created by", "Comment"),
        ("1:1", "baker.docx", "took the flour 🍞 from", "Cause::Hunger", "ana", "m"),
    ),
    "NVivo": (
        ("File Name", "Code", "Coded text", "Initials", "Comment"),
        ("Baker", r"Cause\\Hunger", "took the  flour 🍞\nfrom", "ana", "m"),
    ),
    "Delve": (
        ("Transcript", "Snippet", "Code", "Coder", "Notes"),
        ("baker", "TOOK the flour 🍞 from", "Cause > Hunger", "ana", "m"),
    ),
    "requal": (
        ("doc_name", "code_name", "segment_text", "segment_start", "segment_end", "user", "memo"),
        ("Baker", "Cause > Hunger", FLOUR, AT, AT + len(FLOUR), "ana", "m"),
    ),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_table_of_each_program_is_found_again(tmp_path: Path, project: Project, program: str) -> None:
    foreign = looked_up(project, table(tmp_path / "s.csv", *PROGRAMS[program]))
    assert foreign.program == program
    assert words(foreign) == ["took the flour 🍞 from"]
    assert [(code.name, code.parent) for code in foreign.codes] == [("Cause", ""), ("Hunger", "Cause")]
    taken = take_project(project, foreign, TakeChoices(), Job())
    assert (taken.documents, taken.codings) == (0, 1)
    coding = taken_out(project).codings[0]
    assert coding.memo == "m"
    assert [coder.name for coder in taken_out(project).coders] == ["ana"]
    assert take_project(project, looked_up(project, tmp_path / "s.csv"), TakeChoices(), Job()).already == 1


def test_dedoose_has_a_column_for_each_code(tmp_path: Path, project: Project) -> None:
    header = (
        "Media Title",
        "Excerpt Creator",
        "Excerpt Copy",
        "Code: Hunger, want Applied",
        "Code: Bribe Applied",
    )
    foreign = looked_up(
        project, table(tmp_path / "s.csv", header, ("baker.docx", "ana", "fled", "True", "False"))
    )
    assert [(coding.code, words(foreign)) for coding in foreign.codings] == [("Hunger, want", ["fled"])]


def test_words_are_found_whatever_their_quotes_and_dashes(tmp_path: Path, project: Project) -> None:
    header, row = ("Document", "Segment", "Code"), ("Baker", 'she said: "we fled - at', "X")
    foreign = looked_up(
        project, table(tmp_path / "s.csv", header, row, ("Baker", "They took the flour...", "Y"))
    )
    assert words(foreign) == ["She said: “We fled — at", "They took the flour"]


def test_words_that_stand_twice_are_not_taken_by_a_first_match(tmp_path: Path, project: Project) -> None:
    header = ("Document", "Segment", "Code", "Begin")
    rows = [
        ("Baker", "Yes.", "X", ""),
        ("Baker", "Yes.", "Y", "4"),
        ("Baker", "No.", "X", ""),
        ("Else", "Yes.", "X", ""),
    ]
    foreign = looked_up(project, table(tmp_path / "s.csv", header, *rows))
    assert [(coding.start, coding.code) for coding in foreign.codings] == [(TEXT.rindex("Yes."), "Y")]
    assert foreign.unplaced == (
        "Row 2, “Baker”: “Yes.”: these words are in it more than once.",
        "Row 4, “Baker”: “No.”: these words are not in it.",
        "Row 5, “Else”: “Yes.”: there is no such document.",
    )
    assert [row.count for row in foreign.left] == [1, 1, 1]


def test_rows_that_lack_something_are_counted_and_other_tables_are_refused(
    tmp_path: Path, project: Project
) -> None:
    path = table(
        tmp_path / "s.csv", ("Document", "Segment", "Code"), ("Baker", "", "X"), ("Baker", "fled", "X; Y")
    )
    foreign = looked_up(project, path)
    assert [row.sentence for row in foreign.left] == [
        "Left behind: 1 row, without a document, words or a code."
    ]
    assert [coding.code for coding in foreign.codings] == ["X", "Y"]
    with pytest.raises(UserError, match="no row that names columns"):
        read_foreign(table(tmp_path / "c.csv", ("Code", "Comment"), ("X", "y")), Job())


def test_maxqdas_own_file_gives_its_codes_and_finds_its_passages(tmp_path: Path, project: Project) -> None:
    start = TEXT.index("flour")
    path = database(
        tmp_path / "m.mex",
        {
            "sys_Setup": [{"Key": "APP", "Value": "MAXQDA 12  12.3"}],
            "Texts": [{"ID": 2, "Name": "Baker"}],
            "Codewords": [
                {"ID": 4, "WordID": 0, "Name": "Cause", "Color": 4278190335, "Idx": 0},
                {"ID": 5, "WordID": 4, "Name": "Hunger", "Color": 4294902015, "Idx": 1},
            ],
            "Codings": [
                {
                    "TextID": 2,
                    "WordID": 5,
                    "Preview": "flour",
                    "Author": "ana",
                    "SegPos1X": start,
                    "SegPos2X": start + 5,
                },
                {"TextID": 2, "WordID": 5, "Preview": "", "Author": "ana"},
            ],
            "Memos": [{"ID": 1}],
        },
    )
    foreign = looked_up(project, path)
    assert words(foreign) == ["flour"]
    assert [(code.name, code.parent) for code in foreign.codes] == [("Cause", ""), ("Hunger", "4")]
    assert {row.what for row in foreign.left} == {"1 coding", "1 text", "1 memo"}


@pytest.mark.skipif(not NATIVE.exists(), reason="the projects of other programs are not on this computer")
def test_a_real_file_of_maxqda_gives_what_is_not_locked(project: Project) -> None:
    foreign = looked_up(project, NATIVE)
    assert (len(foreign.codes), len(foreign.segments), len(foreign.unplaced)) == (7, 402, 402)
