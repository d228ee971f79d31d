"""The SPSS file, read back with pyreadstat."""

from pathlib import Path
from typing import Any

import pyreadstat
import pytest

from app.agreement.study.material import Scope
from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.errors import StoreError, UserError
from app.exchange.spss import write_spss
from app.exchange.workbook.choices import WorkbookChoices
from app.jobs import Job
from app.rounds.actions import complete_document
from app.store import Project
from tests.study import BAKER, Study

TURNS = WorkbookChoices(scope=Scope(unit="turn"))


def written(project: Project, folder: Path, choices: WorkbookChoices = TURNS) -> tuple[Any, Any]:
    write_spss(project, folder / "study.sav", Job(), choices=choices)
    return pyreadstat.read_sav(str(folder / "study.sav"))


@pytest.fixture
def judged(study: Study) -> Study:
    """Ana has completed Baker and gave its second turn Corruption; Murat has begun."""
    study.code("They took the flour")
    study.code("He stayed", coder_id=study.murat)
    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=study.ana)
    return study


def test_each_unit_is_a_row_with_names_and_labels(judged: Study, tmp_path: Path) -> None:
    table, about = written(judged.project, tmp_path)
    assert list(table.columns) == [
        *("document_id", "document", "unit", "start", "end", "speaker"),
        *("Corruption_AY", "Hard_life_AY"),
    ]
    assert table["speaker"].tolist() == ["INTERVIEWER", "BAKER", "INTERVIEWER", "BAKER"]
    assert table["Corruption_AY"].tolist() == [0, 1, 0, 0]
    assert about.column_names_to_labels["Corruption_AY"] == "Corruption (Ana Yilmaz)"
    assert about.variable_value_labels["Corruption_AY"] == {0: "not coded", 1: "coded"}
    assert about.variable_measure["Corruption_AY"] == "nominal"
    assert about.file_label == "Study"


def test_units_have_the_numbers_of_their_turns_and_none_outside_turns(study: Study, tmp_path: Path) -> None:
    document = study.project.do("Import", add_document, name="Titled", text=f"A title\n\n{BAKER}")
    about = {"document_id": document, "code_id": study.corruption, "coder_id": study.ana}
    study.project.do("Apply", apply_code, **about, start=0, end=7)
    study.project.do("Complete", complete_document, document_id=document, coder_id=study.ana)
    scope = Scope(without_speakers=("INTERVIEWER",), document_ids=(document,))
    table, _ = written(study.project, tmp_path, WorkbookChoices(scope=scope))
    assert table["unit"].isna().tolist() == [True, False, False]
    assert table["unit"].tolist()[1:] == [2, 4]


def test_what_a_coder_has_not_judged_is_missing(judged: Study, tmp_path: Path) -> None:
    other = judged.project.do("Import", add_document, name="Driver", text="DRIVER: Cement.\n")
    judged.project.do("Complete", complete_document, document_id=other, coder_id=judged.murat)
    table, _ = written(judged.project, tmp_path)
    baker, driver = table["document"] == "Baker", table["document"] == "Driver"
    assert table.loc[baker, "Corruption_MK"].isna().all()
    assert table.loc[driver, "Corruption_MK"].tolist() == [0]
    assert table.loc[driver, "Corruption_AY"].isna().all()


def test_a_profile_without_titles_names_neither_documents_nor_speakers(judged: Study, tmp_path: Path) -> None:
    write_spss(judged.project, tmp_path / "n.sav", Job(), choices=WorkbookChoices(profile="numbers"))
    table, _ = pyreadstat.read_sav(str(tmp_path / "n.sav"))
    assert {"document", "speaker"}.isdisjoint(table.columns)
    assert {"document_id", "unit"} < set(table.columns)
    raw = (tmp_path / "n.sav").read_bytes()
    assert b"INTERVIEWER" not in raw
    assert b"Baker" not in raw


def test_words_of_a_document_do_not_leave_in_the_name_of_a_code(judged: Study, tmp_path: Path) -> None:
    judged.project.do("Code", add_code, name="queued from four in the morning")
    table, _ = written(judged.project, tmp_path)
    assert "queued_from_four_in_the_morning_AY" in table.columns
    choices = WorkbookChoices(profile="numbers")
    write_spss(judged.project, tmp_path / "numbers.sav", Job(), choices=choices)
    raw = (tmp_path / "numbers.sav").read_bytes()
    assert b"four_in_the" not in raw
    assert b"four in the" not in raw


def test_many_codes_with_arabic_names_of_many_coders_come_back(study: Study, tmp_path: Path) -> None:
    with study.project as project:
        for number in range(198):
            project.do("Code", add_code, name=f"دافع اقتصادي طويل جدا {number} {'ا' * 60}")
        people = [project.do("Coder", add_coder, name=f"مرمز {number}") for number in range(8)]
        for coder in (study.ana, study.murat, *people):
            project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
        table, about = written(project, tmp_path)
    judged = [name for name in table.columns if name in about.variable_value_labels]
    assert len(judged) == len({name.casefold() for name in judged}) == 200 * 10
    assert max(len(name.encode()) for name in judged) <= 64
    assert (table[judged] == 0).all().all()
    assert about.column_names_to_labels[judged[-1]].startswith("دافع اقتصادي طويل جدا 197")


def test_what_can_not_be_written_is_refused_in_a_sentence(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserError, match="must end with .sav"):
        write_spss(study.project, tmp_path / "study.txt", Job())
    with pytest.raises(UserError, match="no coder has marked a document as completed"):
        write_spss(study.project, tmp_path / "study.sav", Job())
    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=study.ana)
    monkeypatch.setattr("app.exchange.spss.MOST_CELLS", 7)
    with pytest.raises(UserError, match=r"too many for an SPSS file \(8 cells"):
        write_spss(study.project, tmp_path / "study.sav", Job())
    assert not list(tmp_path.glob("*.sav"))


def test_the_sample_study_counts_as_the_program_does(sample: Project, tmp_path: Path) -> None:
    from sklearn.metrics import cohen_kappa_score

    from app.agreement.study.results import study as compared

    table, about = written(sample, tmp_path)
    with sample.read() as session:
        result = compared(session, Scope(unit="turn"), statistics=("cohen_kappa",), by=("code",))
    paths = {code.name: code.path for code in result.material.codes}
    names = {label: name for name, label in about.column_names_to_labels.items()}
    kappas = {row.code: row.value.value for row in result.rows if row.value.value is not None}
    assert len(kappas) > 5
    for code, kappa in kappas.items():
        both = table[[names[f"{paths[code or '']} ({coder})"] for coder in ("Ana", "Murat")]].dropna()
        assert cohen_kappa_score(both.iloc[:, 0], both.iloc[:, 1]) == pytest.approx(kappa)


@pytest.mark.parametrize("room", [1_000, 1_300, 1_600])
def test_a_disk_that_is_full_is_said_in_a_sentence_and_leaves_nothing(
    judged: Study, tmp_path: Path, room: int
) -> None:
    resource = pytest.importorskip("resource", reason="only there can a test limit the size of files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    (tmp_path / "out").mkdir()
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(StoreError, match="could not be written"):
            written(judged.project, tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list((tmp_path / "out").iterdir()) == []
