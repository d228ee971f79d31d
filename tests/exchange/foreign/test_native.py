"""Projects of other programs in their own forms come in with their words, people and trees."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.exchange.foreign.kinds import read_foreign
from app.exchange.foreign.naming import TakeChoices
from app.exchange.foreign.project import ForeignProject
from app.exchange.foreign.taking import take_project
from app.jobs import Job
from app.store import Project
from app.store.check import problems
from tests.exchange.foreign.native_files import (
    TEXT,
    WORDS,
    as_utf16,
    catma,
    database,
    qualcoder,
    rqda,
    span,
    taguette,
    xmi,
)
from tests.exchange.foreign.test_refi_in import words
from tests.whole_project import taken_out

NATIVE = Path("/work/shared/data/native")


def read(path: Path) -> ForeignProject:
    return read_foreign(path, Job())


def left(foreign: ForeignProject) -> set[str]:
    return {row.what for row in foreign.left}


@pytest.mark.parametrize("utf16", [False, True])
def test_qualcoder_comes_in_with_its_tree_cases_and_people(
    tmp_path: Path, empty: Project, utf16: bool
) -> None:
    foreign = read(qualcoder(tmp_path / "study.qda", utf16=utf16))
    assert words(foreign) == list(WORDS)
    taken = take_project(empty, foreign, TakeChoices(), Job())
    assert (taken.documents, taken.codes, taken.coders, taken.codings, taken.cases) == (1, 4, 2, 4, 1)
    study = taken_out(empty)
    names = {code.guid: code.name for code in study.codes}
    assert {(code.name, names.get(code.parent, "")) for code in study.codes} == {
        ("Causes", ""),
        ("Want", "Causes"),
        ("Hunger", "Want"),
        ("Bribe", ""),
    }
    document = study.documents[0].about
    assert (document.note, document.file_name) == ("about it", "baker.docx")
    assert study.documents[0].properties == {"Wave": "first"}
    assert [(row.start, row.end) for row in study.case_links] == [span(WORDS[1])]
    assert {row.memo for row in study.codings} == {f"memo {number}" for number in range(4)}
    assert {row.created_at for row in study.codings} == {"2025-01-02T03:04:05Z"}
    assert left(foreign) == {"1 source", "1 coding of a picture", "1 annotation", "1 journal"}
    assert problems(empty) == []


def test_a_qualcoder_database_is_read_without_its_folder_and_codes_may_lie_under_codes(
    tmp_path: Path,
) -> None:
    codes = [{"cid": 1, "name": "Above"}, {"cid": 2, "name": "Below", "supercid": 1}]
    folder = qualcoder(tmp_path / "study.qda", version="v17", more={"code_name": codes})
    foreign = read(folder / "data.qda")
    assert {code.name: code.parent for code in foreign.codes}["Below"] == "code 1"
    assert foreign.title == "study"


def test_taguette_comes_in_though_it_counts_bytes(tmp_path: Path, empty: Project) -> None:
    foreign = read(taguette(tmp_path / "t.sqlite3"))
    assert words(foreign) == list(WORDS)
    assert foreign.documents[0].text == TEXT.rstrip("\n")
    assert foreign.codings_by_coder("coding") == {"ana": 2, "murat": 2}
    assert left(foreign) == {"1 highlight"}
    assert take_project(empty, foreign, TakeChoices(), Job()).codings == len(WORDS)
    assert {code.name: code.full_definition for code in taken_out(empty).codes} == {
        "Hunger": "for food",
        "a.b": "",
    }


def test_rqda_comes_in_without_what_was_deleted_there(tmp_path: Path, empty: Project) -> None:
    foreign = read(rqda(tmp_path / "r.rqda"))
    assert words(foreign) == list(WORDS)
    assert left(foreign) == {"1 coding", "1 place of a code", "1 annotation"}
    take_project(empty, foreign, TakeChoices(), Job())
    study = taken_out(empty)
    assert [code.name for code in study.codes] == ["Causes", "Other", "Hunger", "Bribe"]
    assert study.codes[2].colour == "#ff0000"
    assert study.documents[0].properties == {"Wave": "first", "Group": "Interviews"}
    assert [(row.start, row.end) for row in study.case_links] == [(0, 0)]
    assert {row.created_at for row in study.codings} == {"2014-03-19T16:54:04Z"}


def test_catma_comes_in_with_its_tagsets_and_people(tmp_path: Path) -> None:
    foreign = read(catma(tmp_path / "project"))
    assert words(foreign) == list(WORDS)
    assert foreign.codings_by_coder("coding") == {"ana": 2, "murat": 2}
    assert [(code.name, code.parent, code.colour) for code in foreign.codes] == [
        ("Causes", "", ""),
        ("Hunger", "T_1", "#ff201a"),
    ]
    assert {coding.memo for coding in foreign.codings} == {"voice: narrator"}
    assert foreign.codings[0].created_at == "2023-08-03T11:29:00Z"
    assert left(foreign) == {"1 coding"}


def test_doccano_comes_in_in_all_its_forms(tmp_path: Path) -> None:
    path = tmp_path / "ana.jsonl"
    first = {"id": 7, "text": TEXT, "label": [[*span(words), "Hunger"] for words in WORDS], "age": 40}
    entities = [{"label": "Bribe", "start_offset": span(row)[0], "end_offset": span(row)[1]} for row in WORDS]
    second = {"id": 8, "data": TEXT, "entities": entities, "relations": [{}], "cats": ["Sad"]}
    path.write_text(f"{json.dumps(first)}\n{json.dumps(second)}\n", encoding="utf-8")
    foreign = read(path)
    assert words(foreign) == [*WORDS, *WORDS, TEXT.rstrip()]
    assert [document.name for document in foreign.documents] == ["ana 7", "ana 8"]
    assert foreign.documents[0].properties == {"age": "40"}
    assert foreign.codings_by_coder("coding") == {"ana": 9}
    assert left(foreign) == {"1 relation"}


def label_studio() -> list[dict[str, object]]:
    def result(row: str) -> dict[str, object]:
        start, end = as_utf16(row)
        return {"type": "labels", "value": {"start": start, "end": end, "text": row, "labels": ["Hunger"]}}

    answers = [result(row) for row in WORDS]
    return [
        {
            "id": 3,
            "data": {"text": TEXT, "wave": "first"},
            "annotations": [
                {
                    "completed_by": {"email": "ana@x.org"},
                    "created_at": "2025-01-02T03:04:05.1Z",
                    "result": answers,
                },
                {
                    "completed_by": 2,
                    "result": [{"type": "choices", "value": {"choices": ["Sad"]}}, {"type": "rating"}],
                },
                {"completed_by": 3, "was_cancelled": True, "result": answers},
            ],
            "predictions": [{"result": answers}],
        }
    ]


def test_label_studio_comes_in_with_its_annotators(tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps(label_studio()), encoding="utf-8")
    foreign = read(path)
    assert words(foreign) == [*WORDS, TEXT.rstrip()]
    assert foreign.codings_by_coder("coding") == {"ana@x.org": 4, "Annotator 2": 1}
    assert foreign.documents[0].properties == {"wave": "first"}
    assert left(foreign) == {"1 annotation", "1 answer", "1 prediction"}
    short = [
        {"id": 1, "text": TEXT, "annotator": who, "label": [{"start": a, "end": b, "labels": ["Hunger"]}]}
        for who, (a, b) in zip((1, 2), (span(WORDS[0]), span(WORDS[1])), strict=True)
    ]
    path.write_text(json.dumps(short), encoding="utf-8")
    assert words(read(path)) == list(WORDS[:2])
    assert len(read(path).documents) == 1


@pytest.mark.parametrize("form", ["xmi", "zip", "zip of zips"])
def test_inception_comes_in_by_document_and_user(tmp_path: Path, form: str) -> None:
    content = xmi([as_utf16(row) for row in WORDS])
    path = tmp_path / f"export.{form[:3]}"
    if form == "xmi":
        path.write_text(content, encoding="utf-8")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            for user in ("ana", "murat"):
                if form == "zip":
                    archive.writestr(f"annotation/baker.txt/{user}.xmi", content)
                    continue
                with zipfile.ZipFile(tmp_path / "in.zip", "w") as inner:
                    inner.writestr("x.xmi", content)
                archive.writestr(f"annotation/baker.txt/{user}.zip", (tmp_path / "in.zip").read_bytes())
    foreign = read(path)
    people = ["INCEpTION"] if form == "xmi" else ["ana", "murat"]
    assert words(foreign) == list(WORDS) * len(people)
    assert foreign.codings_by_coder("coding") == dict.fromkeys(people, 4)
    assert [code.name for code in foreign.codes] == ["Theme", "hunger", "bribe"]
    assert left(foreign) == {f"{len(people)} relation{'s' * (len(people) > 1)}"}


BAD: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "another database": ("x.rqda", lambda path: database(path, {"a": []}), "a version of RQDA"),
    "no database": ("x.sqlite3", lambda path: path.write_text("hello"), "no database"),
    "a damaged one": (
        "x.rqda",
        lambda path: path.write_bytes(b"SQLite format 3\x00" + b"x" * 9000),
        "damaged",
    ),
    "several projects": ("x.sqlite3", lambda path: taguette(path, projects=2), "2 projects"),
    "broken lines": (
        "x.jsonl",
        lambda path: path.write_text('{"text": "a", "label": []}\n{"text"'),
        "line 2",
    ),
    "other JSON": ("x.json", lambda path: path.write_text('{"a": 1}'), "neither an export of doccano"),
    "numbers": ("x.json", lambda path: path.write_text("[1, 2]"), "no objects"),
    "nothing in it": (
        "x.zip",
        lambda path: path.write_bytes(b"PK\x05\x06" + bytes(18)),
        "no annotations in XMI",
    ),
    "no archive": ("x.zip", lambda path: path.write_text("x"), "damaged"),
    "an entity": (
        "x.xmi",
        lambda path: path.write_text('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
        "do harm",
    ),
    "a folder": ("x", lambda path: path.mkdir(), "no project of another program"),
}


@pytest.mark.parametrize("which", BAD)
def test_what_is_none_is_named_in_a_sentence(tmp_path: Path, which: str) -> None:
    name, make, expected = BAD[which]
    make(tmp_path / name)
    with pytest.raises(UserError) as error:
        read(tmp_path / name)
    assert expected in str(error.value)


def test_a_database_that_is_open_elsewhere_is_not_read_without_its_log(tmp_path: Path) -> None:
    rqda(tmp_path / "r.rqda")
    (tmp_path / "r.rqda-wal").write_bytes(b"x")
    with pytest.raises(UserError, match="open in another program"):
        read(tmp_path / "r.rqda")


@pytest.mark.skipif(not NATIVE.exists(), reason="the projects of other programs are not on this computer")
@pytest.mark.parametrize(
    ("name", "documents", "codes", "coders"),
    [
        ("qualcoder_project.qda", 30, 285, {"saramannheimer": 753}),
        ("taguette_sample.sqlite3", 10, 6, {"admin": 24}),
        ("opcw.rqda", 16, 8, {"tobiasweise": 1023}),
        ("catma_demo", 1, 5, {"mvgoogle": 31, "MVauth": 33}),
    ],
)
def test_real_projects_come_in_as_they_are_counted_in_themselves(
    name: str, documents: int, codes: int, coders: dict[str, int], empty: Project
) -> None:
    foreign = read(NATIVE / name)
    assert (len(foreign.documents), len(foreign.codes)) == (documents, codes)
    assert foreign.codings_by_coder("coding") == coders
    taken = take_project(empty, foreign, TakeChoices(), Job())
    assert taken.codings + taken.repeated == sum(coders.values())
    assert problems(empty) == []
