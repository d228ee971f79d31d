"""A study as data: tables that say what they hold, files that other programs read, JSON that comes back."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pyreadstat
import pytest

from app.errors import UserError
from app.exchange.data.tables import overlaps, tables_of
from app.exchange.data.writing import write_data
from app.exchange.foreign.kinds import read_foreign
from app.exchange.foreign.naming import TakeChoices
from app.exchange.foreign.taking import take_project
from app.jobs import Job
from app.store import Project
from app.store.check import problems
from tests.whole_project import fill, taken_out


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("full") / "full.intercoder"
    with Project.create(str(path), station="here", title="Full") as project:
        fill(project)
        yield project


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_folder_has_every_table_with_an_r_script_and_a_notebook(full: Project, tmp_path: Path) -> None:
    written = write_data(full, tmp_path / "data", Job())
    study = taken_out(full)
    shown = {document.about.guid for document in study.documents if not document.repeat_of}
    codings = rows(tmp_path / "data" / "codings.csv")
    assert len(codings) == written.rows["codings"] == sum(row.document in shown for row in study.codings)
    texts = {document.about.name: document.text for document in study.documents}
    for row in codings:
        assert row["words"] == texts[row["document"]][int(row["start"]) : int(row["end"])]
    cases = {row["case"]: row for row in rows(tmp_path / "data" / "cases.csv")}
    assert {attribute.name for attribute in study.attributes} < set(cases["The baker"])
    script = (tmp_path / "data" / "read.R").read_text(encoding="utf-8")
    for table in tables_of(study):
        assert f'read.csv("{table.name}.csv"' in script
        assert [path.stem for path in (tmp_path / "data").glob(f"{table.name}.csv")] == [table.name]


def test_the_notebook_reads_all_tables_when_it_is_run(
    full: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_data(full, tmp_path / "data", Job())
    book = json.loads((tmp_path / "data" / "read.ipynb").read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path / "data")
    names: dict[str, object] = {}
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            exec(cell["source"], names)
    codings = names["codings"]
    assert isinstance(codings, pd.DataFrame)
    assert len(codings) == len(rows(tmp_path / "data" / "codings.csv"))


def test_the_study_that_comes_back_from_json_is_the_same(
    full: Project, empty: Project, tmp_path: Path
) -> None:
    path = tmp_path / "study.json"
    write_data(full, path, Job())
    take_project(empty, read_foreign(path, Job()), TakeChoices(), Job())
    assert taken_out(empty) == taken_out(full)
    assert problems(empty) == []


@pytest.mark.parametrize(
    ("change", "words"), [({"intercoder_study": 9}, "newer version"), ({"codes": [1]}, "not as")]
)
def test_json_that_is_not_as_we_wrote_it_is_refused(
    full: Project, tmp_path: Path, change: dict[str, object], words: str
) -> None:
    path = tmp_path / "study.json"
    write_data(full, path, Job())
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")
    with pytest.raises(UserError, match=words):
        read_foreign(path, Job())


@pytest.mark.parametrize("table", ["codings", "cases"])
def test_stata_and_spss_get_the_same_values_under_names_that_they_take(
    full: Project, tmp_path: Path, table: str
) -> None:
    write_data(full, tmp_path / "t.csv", Job(), table=table)
    write_data(full, tmp_path / "t.dta", Job(), table=table)
    write_data(full, tmp_path / "t.sav", Job(), table=table)
    plain = rows(tmp_path / "t.csv")
    stata = pd.read_stata(tmp_path / "t.dta")
    spss, about = pyreadstat.read_sav(str(tmp_path / "t.sav"))
    assert [len(plain)] * 2 == [len(stata), len(spss)]
    first = "words" if table == "codings" else "note"
    assert list(stata[first]) == [row[first] for row in plain]
    assert list(spss[first]) == [row[first].rstrip(" ") for row in plain]  # as SPSS keeps texts
    assert any(label.startswith("case" if table == "cases" else "document") for label in about.column_labels)


def test_the_network_counts_pairs_that_overlap(full: Project, tmp_path: Path) -> None:
    write_data(full, tmp_path / "codes.graphml", Job())
    study = taken_out(full)
    root = ET.fromstring((tmp_path / "codes.graphml").read_text(encoding="utf-8"))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(root.findall(f".//{space}node")) == len(study.codes)
    people = {coder.guid for coder in study.coders if coder.role != "consensus"}
    shown = {document.about.guid for document in study.documents if not document.repeat_of}
    codings = [row for row in study.codings if row.coder in people and row.document in shown]
    pairs = sum(
        one.document == other.document
        and one.coder == other.coder
        and one.code != other.code
        and one.start < other.end
        and other.start < one.end
        for index, one in enumerate(codings)
        for other in codings[:index]
    )
    assert sum(overlaps(study, people.__contains__).values()) == pairs


def test_a_corpus_for_iramuteq_has_its_stars(full: Project, tmp_path: Path) -> None:
    write_data(full, tmp_path / "corpus.txt", Job())
    stars = [
        line
        for line in (tmp_path / "corpus.txt").read_text(encoding="utf-8").splitlines()
        if line[:4] == "****"
    ]
    assert stars[0] == "**** *document_Baker *age_40 *gender_f"


def test_what_cannot_be_written_is_said(full: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="doesn't say what to write"):
        write_data(full, tmp_path / "x.doc", Job())
    with pytest.raises(UserError, match="no table “x”"):
        write_data(full, tmp_path / "x.csv", Job(), table="x")
    assert list(tmp_path.iterdir()) == []
