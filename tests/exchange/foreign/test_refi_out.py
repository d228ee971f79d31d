"""A project goes out as REFI-QDA, valid and plain, and comes back as the same study."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app.cases.actions import add_case, link_documents, link_stretch
from app.cases.attribute_actions import add_attribute
from app.cases.value_actions import CellText, set_values
from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.errors import UserError
from app.exchange.foreign.kinds import read_foreign
from app.exchange.foreign.naming import TakeChoices
from app.exchange.foreign.refi.exporting import export_exchange
from app.exchange.foreign.taking import take_project
from app.jobs import Job
from app.store import Project
from app.store.check import problems
from app.studies.rows import Study
from tests.whole_project import fill, taken_out

SHARED = Path("/work/shared/data/refi_qda")
TEXT = "We fled 🚚 at night.\r\nThey took the flour 🍞 from us.\r\nقالوا لنا مرحبا 🙂 ثم رحلوا\r\n"
CANONICAL = TEXT.replace("\r\n", "\n")
needs_schemas = pytest.mark.skipif(not SHARED.exists(), reason="the schemas are not on this computer")


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Project]:
    """A project with everything that a project can hold."""
    with Project.create(str(tmp_path / "full.intercoder"), station="here", title="Full") as project:
        fill(project)
        yield project


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Project]:
    """Two coders and a consensus, overlapping codes, emoji, CR LF, Arabic, a case."""
    with Project.create(str(tmp_path / "plain.intercoder"), station="here", title="Plain & “so”") as project:
        do = project.do
        people = [do("Add", add_coder, name=name, role=role) for name, role in PEOPLE.items()]
        document = do("Import", add_document, name='The "baker" <1>', text=TEXT, properties={"age": "40"})
        cause = do("Add", add_code, name="Cause", full_definition="Why?\nWhat for & whom?", colour="#aa4499")
        codes = [cause, do("Add", add_code, name="جوع", parent_id=cause)]
        for number, words in enumerate(("flour 🍞 from", "took the flour", "مرحبا 🙂 ثم", "fled 🚚 at")):
            start = CANONICAL.index(words)
            span = {"document_id": document, "start": start, "end": start + len(words)}
            for code_id in codes[: 1 + number % 2]:
                for coder_id in people[number % 3 :]:
                    do("Code", apply_code, code_id=code_id, coder_id=coder_id, memo=f"m\n{number}", **span)
        case, age = (
            do("Case", add_case, name="Amina", note="n"),
            do("Ask", add_attribute, name="Age", kind="number"),
        )
        do("Know", set_values, cells=[CellText(case, age, "40.5")])
        do("Link", link_documents, case_ids=[case], document_ids=[document])
        do("Link", link_stretch, case_ids=[case], document_id=document, start=0, end=7)
        yield project


PEOPLE = {"Ana": "coder", "مراد": "coder", "Settled": "consensus"}


def codings(study: Study) -> set[tuple[str, str, str, int, int, str, str]]:
    """The codings by names and words."""
    texts = {document.about.guid: document for document in study.documents}
    people = {coder.guid: coder.name.removeprefix("MODERATED ") for coder in study.coders}
    codes = {code.guid: code.name for code in study.codes}
    return {
        (
            people[row.coder],
            codes[row.code],
            texts[row.document].about.name,
            row.start,
            row.end,
            texts[row.document].text[row.start : row.end],
            row.memo,
        )
        for row in study.codings
    }


def test_a_project_with_everything_comes_back_the_same(full: Project, empty: Project, tmp_path: Path) -> None:
    path = tmp_path / "out.qdpx"
    export_exchange(full, path, Job())
    take_project(empty, read_foreign(path, Job()), TakeChoices(), Job())
    assert taken_out(empty) == taken_out(full)
    assert problems(empty) == []


def test_what_the_standard_knows_comes_back_by_that_alone(
    plain: Project, empty: Project, tmp_path: Path
) -> None:
    path = tmp_path / "out.qdpx"
    written = export_exchange(plain, path, Job(), plain=True)
    foreign = read_foreign(path, Job())
    assert foreign.whole is None
    assert foreign.codings_by_coder("coding") == foreign.codings_by_coder("selection")
    taken = take_project(empty, foreign, TakeChoices(), Job())
    out, back = taken_out(plain), taken_out(empty)
    assert codings(back) == codings(out)
    assert taken.codings == written.codings == len(out.codings)
    assert {coder.name: coder.role for coder in back.coders}["MODERATED Settled"] == "consensus"
    assert [document.properties for document in back.documents] == [{"age": "40"}]
    assert [(code.name, code.full_definition, code.colour) for code in back.codes] == [
        (code.name, code.full_definition, code.colour) for code in out.codes
    ]
    assert [(row.start, row.end) for row in back.case_links] == [(0, 0), (0, 7)]
    assert [row.value for row in back.values] == ["40.5"]
    assert {row.created_at for row in back.codings} == {row.created_at for row in out.codings}


def test_a_file_that_another_program_changed_is_read_as_the_standard_has_it(
    plain: Project, empty: Project, tmp_path: Path
) -> None:
    path, changed = tmp_path / "out.qdpx", tmp_path / "changed.qdpx"
    export_exchange(plain, path, Job())
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(
                info, content.replace(b"Cause", b"Reason") if info.filename == "project.qde" else content
            )
    foreign = read_foreign(changed, Job())
    assert foreign.whole is None
    take_project(empty, foreign, TakeChoices(), Job())
    assert "Reason" in {code.name for code in taken_out(empty).codes}


def test_the_file_is_as_the_others_can_read_it(plain: Project, tmp_path: Path) -> None:
    path = tmp_path / "out.qdpx"
    export_exchange(plain, path, Job())
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        xml = archive.read("project.qde")
        texts = [archive.read(name) for name in names if name.startswith("sources/")]
    assert texts == [CANONICAL.encode()]
    assert not xml.startswith(b"\xef\xbb\xbf")
    root = ET.fromstring(xml)
    for element in root.iter():  # an empty container is not valid
        if element.tag.rpartition("}")[2] in (
            "Users",
            "Codes",
            "Cases",
            "Sources",
            "Notes",
            "Sets",
            "Variables",
        ):
            assert len(element)
    kinds = {attribute for element in root.iter() for attribute in element.attrib}
    assert not kinds & {"richTextPath", "currentPath", "basePath"}


def test_an_empty_project_goes_out_too(empty: Project, tmp_path: Path) -> None:
    path = tmp_path / "out.qdpx"
    assert export_exchange(empty, path, Job()).documents == 0
    with zipfile.ZipFile(path) as archive:
        assert len(ET.fromstring(archive.read("project.qde"))) == 0
    assert read_foreign(path, Job()).codings == []
    with pytest.raises(UserError, match="codebook is empty"):
        export_exchange(empty, tmp_path / "out.qdc", Job())
    with pytest.raises(UserError, match="End the name"):
        export_exchange(empty, tmp_path / "out.zip", Job())


def test_losses_are_told_in_words(full: Project, tmp_path: Path) -> None:
    lost = "\n".join(export_exchange(full, tmp_path / "out.qdpx", Job(), plain=True).lost)
    for words in ("round", "published version", "decision", "emoji", "doesn't come back whole"):
        assert words in lost


@needs_schemas
@pytest.mark.parametrize("which", ["full", "plain", "empty"])
def test_what_goes_out_is_valid_by_the_schema(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    from lxml import etree

    project = request.getfixturevalue(which)
    export_exchange(project, tmp_path / "out.qdpx", Job())
    with zipfile.ZipFile(tmp_path / "out.qdpx") as archive:
        etree.XMLSchema(file=str(SHARED / "Project.xsd")).assertValid(
            etree.fromstring(archive.read("project.qde"))
        )
    if which != "empty":
        export_exchange(project, tmp_path / "out.qdc", Job())
        codebook = etree.parse(str(tmp_path / "out.qdc"))
        etree.XMLSchema(file=str(SHARED / "Codebook.xsd")).assertValid(codebook)
