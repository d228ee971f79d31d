"""The second sample study: its files fit together, and the project that `demo` makes of it shows cases."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from app.agreement.study.material import Scope
from app.agreement.study.results import study
from app.cases.queries import attributes, cases, cells, links, values
from app.crosstabs.choices import TableChoice
from app.crosstabs.table import crosstab
from app.exchange.sample_testimonies import FOLDER, make_testimonies
from app.jobs import Job
from app.sheets.queries import answers, sheets
from app.store import Project
from app.store.check import problems


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_every_quote_stands_where_the_tables_say():
    texts = {path.stem: path.read_text("utf-8") for path in (FOLDER / "documents").glob("*.txt")}
    assert len(texts) == 30
    for table in ("codings.csv", "values.csv"):
        for row in rows(table):
            assert texts[row["doc_id"]][int(row["start"]) : int(row["end"])] == row["quote"]
    people = {row["case"] for row in rows("people.csv")}
    assert len(people) == 16
    assert {
        row["case"] for table in ("stretches.csv", "values.csv", "answers.csv") for row in rows(table)
    } <= people
    levels = {row["level"] for row in rows("variables.csv")}
    assert len(rows("variables.csv")) == 8
    assert levels == {"nominal", "ordinal", "interval", "ratio"}
    assert Counter(row["coder"] for row in rows("answers.csv")) == {"Ana": 16, "Murat": 16}
    assert sum(row["language"] == "ar" for row in rows("documents.csv")) == 1


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    path: Path = tmp_path_factory.mktemp("testimonies") / "testimonies.intercoder"
    make_testimonies(path, Job())
    with Project.open(str(path)) as opened:
        yield opened


def test_sixteen_people_have_thirty_sources_and_some_of_these_disagree(project):
    assert problems(project) == []
    with project.read() as session:
        people = {row.name: row.id for row in cases(session)}
        columns = {row.name: row for row in attributes(session)}
        by_cell = cells(session)
        belonging = links(session)
        of_halim = values(session, people["Halim"], columns["months inside"].id)
    assert len(people) == 16
    assert len({link.document_id for link in belonging}) == 30
    assert sum(bool(link.end) for link in belonging) == 3  # one article about three
    assert {row.kind for row in columns.values()} == {
        "choice",
        "choices",
        "number",
        "date",
        "yes_no",
        "ordered",
    }
    assert [value.entry.value for value in of_halim] == ["9", "18"]
    assert by_cell[people["Halim"], columns["months inside"].id].differs
    assert by_cell[people["Omar"], columns["paid"].id].entry.state == "not_asked"


def test_coders_differ_about_cases_as_people_do(project):
    with project.read() as session:
        by_case = study(session, Scope(unit="case"), statistics=["krippendorff_alpha", "u_alpha"])
    alpha = {row.code: row.value.value for row in by_case.rows if row.statistic == "krippendorff_alpha"}
    assert by_case.material.dropped.single_coder_cases == 0
    assert 0.6 < alpha["Corruption and hypocrisy"] < 0.95
    assert all(value is None or 0.5 < value <= 1 for value in alpha.values())


def test_the_narratives_by_gender_come_out_as_by_hand(project):
    with project.read() as session:
        table = crosstab(session, TableChoice(columns="gender", layer="Murat"))
    counts = {
        (table.rows.labels[cell.row].rpartition(" / ")[2], table.columns.labels[cell.column]): cell.n
        for cell in table.cells()
    }
    assert counts["Fighting other rebels", "man"] == 4  # Nadir, Tarek, Pavel, Daud
    assert counts["Fighting other rebels", "woman"] == 1  # Ansa
    assert table.column_totals.tolist() == [7, 9]


def test_both_coders_answered_eight_questions_about_every_person(project):
    with project.read() as session:
        filled = [row for row in sheets(session) if row.state == "completed"]
        assert len(filled) == 32
        assert len(answers(session)) == 256
