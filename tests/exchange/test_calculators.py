"""Files for web calculators: what they hold, and that a calculator gets from them what the program says."""

import csv
from pathlib import Path

import pytest

from app.agreement.study.material import Scope
from app.agreement.study.results import study as compared
from app.cell_text import is_formula
from app.codebook.actions import add_code
from app.coders.actions import add_coder, change_coder
from app.documents.actions import add_document
from app.errors import UserError
from app.exchange.calculators import write_calculator_files
from app.exchange.workbook.choices import WorkbookChoices
from app.jobs import Job
from app.rounds.actions import complete_document
from app.store import Project
from tests.study import Study

ALLOWED = set("01,#\r\n")


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def three(study: Study) -> Study:
    """Ana and Murat completed Baker, Ana and Eva completed Driver; each coded a little."""
    project = study.project
    eva = project.do("Eva", add_coder, name="Eva")
    driver = project.do("Import", add_document, name="Driver", text="DRIVER: Cement.\n")
    study.code("They took the flour")
    study.code("He stayed", coder_id=study.murat, code_id=study.hard_life)
    for document, coder in ((study.baker, study.ana), (study.baker, study.murat), (driver, study.ana)):
        project.do("Complete", complete_document, document_id=document, coder_id=coder)
    project.do("Complete", complete_document, document_id=driver, coder_id=eva)
    return study


def test_two_coders_get_pairs_of_columns_in_one_file_without_a_header(three: Study, tmp_path: Path) -> None:
    write_calculator_files(three.project, tmp_path / "out", Job())
    rows = read(tmp_path / "out" / "ReCal2" / "Ana Yilmaz and Murat Kaya.csv")
    assert rows == [list("0000"), list("1000"), list("0000"), list("0001")]
    columns = [row for row in read(tmp_path / "out" / "columns.csv") if row[0].endswith("Murat Kaya.csv")]
    assert [row[1:] for row in columns] == [
        ["1", "Corruption", "Ana Yilmaz"],
        ["2", "Corruption", "Murat Kaya"],
        ["3", "Hard life", "Ana Yilmaz"],
        ["4", "Hard life", "Murat Kaya"],
    ]


def test_what_one_has_not_judged_is_a_hash_mark_and_only_where_it_is_allowed(
    three: Study, tmp_path: Path
) -> None:
    written = write_calculator_files(three.project, tmp_path / "out", Job())
    assert read(tmp_path / "out" / "ReCal OIR" / "Corruption.csv") == [
        ["0", "0", "#"],
        ["1", "0", "#"],
        ["0", "0", "#"],
        ["0", "0", "#"],
        ["0", "#", "0"],
    ]
    for file in written.rows:
        signs = set((tmp_path / "out" / file).read_text(encoding="utf-8"))
        assert signs <= ALLOWED
        assert "#" not in signs or file.startswith("ReCal OIR")


def test_the_read_me_says_what_could_not_be_written_and_why(three: Study, tmp_path: Path) -> None:
    write_calculator_files(three.project, tmp_path / "out", Job())
    words = (tmp_path / "out" / "Read me.txt").read_text(encoding="utf-8")
    assert "Murat Kaya and Eva have completed no document in common: no file for ReCal2." in words
    assert "No document was completed by all 3 coders: no files for ReCal3" in words
    assert not (tmp_path / "out" / "ReCal3").exists()


def test_three_coders_of_the_same_document_get_a_file_for_each_code(three: Study, tmp_path: Path) -> None:
    eva = three.project.do("Eva", add_coder, name="Eva 2")
    three.project.do("Complete", complete_document, document_id=three.baker, coder_id=eva)
    with three.project.read() as session:
        from app.coders.queries import coders

        own = tuple(coder.id for coder in coders(session) if coder.name != "Eva")
    write_calculator_files(
        three.project, tmp_path / "out", Job(), choices=WorkbookChoices(scope=Scope(coder_ids=own))
    )
    assert read(tmp_path / "out" / "ReCal3" / "Hard life.csv") == [
        list("000"),
        list("000"),
        list("000"),
        list("010"),
    ]


def test_a_calculator_gets_the_kappa_that_the_program_says(sample: Project, tmp_path: Path) -> None:
    from sklearn.metrics import cohen_kappa_score

    write_calculator_files(sample, tmp_path / "out", Job())
    with sample.read() as session:
        result = compared(session, Scope(unit="turn"), statistics=("cohen_kappa",), by=("code",))
    told = {row.code: row.value.value for row in result.rows}
    _, *columns = read(tmp_path / "out" / "columns.csv")
    own = [row for row in columns if row[0].startswith("ReCal2")]
    rows = read(tmp_path / "out" / own[0][0])
    assert len(rows[0]) == len(own) == 2 * len(told)
    for place in range(0, len(own), 2):
        kappa = told[own[place][2].rpartition(" / ")[2]]
        if kappa is not None:
            first, second = ([row[column] for row in rows] for column in (place, place + 1))
            assert cohen_kappa_score(first, second) == pytest.approx(kappa)


def test_codes_are_shared_out_over_files_that_a_calculator_takes(
    three: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.exchange.calculators.LARGEST_FILE", 20)
    written = write_calculator_files(three.project, tmp_path / "out", Job())
    assert {file for file in written.rows if "Murat" in file} == {
        "ReCal2/Ana Yilmaz and Murat Kaya.csv",
        "ReCal2/Ana Yilmaz and Murat Kaya (2).csv",
    }
    words = (tmp_path / "out" / "Read me.txt").read_text(encoding="utf-8")
    assert "ReCal OIR/Corruption.csv has more than 20 bytes, the most that ReCal takes." in words


def test_words_of_a_document_do_not_leave_in_the_name_of_a_code(three: Study, tmp_path: Path) -> None:
    three.project.do("Code", add_code, name="queued from four in the morning")
    choices = WorkbookChoices(profile="numbers")
    written = write_calculator_files(three.project, tmp_path / "out", Job(), choices=choices)
    assert not [file for file in written.rows if "four in the" in file]
    assert "four in the" not in (tmp_path / "out" / "columns.csv").read_text(encoding="utf-8")


def test_without_two_coders_nothing_is_written(study: Study, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no coder has marked a document as completed"):
        write_calculator_files(study.project, tmp_path / "out", Job())
    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=study.ana)
    with pytest.raises(UserError, match="no document was completed by two"):
        write_calculator_files(study.project, tmp_path / "out", Job())
    assert not (tmp_path / "out").exists()


def test_no_name_is_a_formula_where_the_columns_are_explained(three: Study, tmp_path: Path) -> None:
    three.project.do("Add", add_code, name="=HYPERLINK(1)")
    three.project.do("Name", change_coder, coder_id=three.ana, name="@Ana")
    write_calculator_files(three.project, tmp_path / "out", Job())
    cells = [cell for row in read(tmp_path / "out" / "columns.csv") for cell in row]
    assert {"'=HYPERLINK(1)", "'@Ana"} <= set(cells)
    assert not [cell for cell in cells if is_formula(cell)]
