"""`intercoder memos` and `quotes`: written, listed, changed by whose they are, and in the workbook."""

from pathlib import Path

import openpyxl
import pytest

from app.codebook.actions import delete_code, merge_codes
from app.documents.actions import remove_document
from app.memos.links import link_text, links_in
from app.store import Project
from app.store.check import problems
from app.texts.actions import correct_text
from tests.commands.said import Command
from tests.study import BAKER, make_study

START = BAKER.index("the flour")
END = START + len("the flour")
PLACE = ["Baker", START, END]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "study.intercoder"
    study = make_study(str(path))
    with study.project:
        study.code("the flour", memo="Which flour?")
    return path


def listed(intercoder: Command, place: Path, *options: object) -> list[dict[str, object]]:
    answer: list[dict[str, object]] = intercoder("memos", place, *options, "--json").json["memos"]
    return answer


def test_memos_are_on_anything_and_stand_in_one_place(intercoder: Command, place: Path) -> None:
    intercoder("retrieve", place, "Corruption", "--save", "Mine")
    for target in (
        [],
        ["--on-document", "Baker"],
        ["--on-passage", *PLACE],
        ["--on-code", "corruption"],
        ["--on-query", "mine"],
    ):
        said = intercoder("memos", place, "--as", "Ana Yilmaz", "--write", "A thought", *target)
        assert said.code == 0, said.error
    rows = listed(intercoder, place)
    assert {row["about"] for row in rows} == {"project", "document", "passage", "code", "query", "coding"}
    assert {row["by"] for row in rows} == {"Ana Yilmaz"}
    (passage,) = listed(intercoder, place, "--about", "passage")
    assert (passage["document"], passage["start"], passage["end"]) == ("Baker", START, END)
    assert [row["name"] for row in listed(intercoder, place, "--about", "code,query")] == [
        "Mine",
        "Corruption",
    ]
    assert len(listed(intercoder, place, "--words", "which FLOUR")) == 1
    assert intercoder("search", place, "thought", "--in", "memos", "--json").json["total"] == 5


def test_links_lead_to_the_words_that_they_name(intercoder: Command, place: Path) -> None:
    link = link_text("Baker", "the flour")
    assert [(found.document, found.words) for found in links_in(f"a {link} [[Nowhere]] [[]] [[x")] == [
        ("Baker", "the flour"),
        ("Nowhere", ""),
    ]
    intercoder("memos", place, "--write", f"See {link} and [[Baker]] and [[Nowhere: x]].")
    (memo,) = listed(intercoder, place, "--about", "project")
    assert memo["links"] == [
        {"document": "Baker", "words": "the flour", "start": START, "end": END},
        {"document": "Baker", "words": None, "start": None, "end": None},
        {"document": "Nowhere", "words": "x", "start": None, "end": None},
    ]


def test_the_journal_stands_in_the_order_of_time(intercoder: Command, place: Path) -> None:
    for words in ("First day", "Second day"):
        intercoder("memos", place, "--journal", "--write", words)
    intercoder("memos", place, "--write", "no journal")
    assert [row["text"] for row in listed(intercoder, place, "--journal")] == ["First day", "Second day"]


def test_nobody_sees_or_changes_what_another_wrote_privately(intercoder: Command, place: Path) -> None:
    intercoder("memos", place, "--as", "Ana Yilmaz", "--write", "mine alone", "--private")
    (memo,) = listed(intercoder, place, "--as", "Ana Yilmaz", "--about", "project")
    assert memo["private"] is True
    for looking in ([], ["--as", "Murat Kaya"]):
        assert listed(intercoder, place, "--about", "project", *looking) == []
        assert intercoder("search", place, "alone", *looking).out == "Nothing was found.\n"
        assert "Write memo" not in intercoder("history", place, *looking).out
        refused = intercoder("memos", place, "--delete", memo["id"], *looking)
        assert (refused.code, "is the ID of no memo" in refused.error) == (1, True)
    workbook = place.parent / "out.xlsx"
    intercoder("export", place, workbook, "--as", "Ana Yilmaz", "--sheets", "Memos", "--bootstrap", "0")
    assert "mine alone" not in str(list(openpyxl.load_workbook(workbook)["Memos"].values))
    assert intercoder("memos", place, "--as", "Ana Yilmaz", "--change", memo["id"], "still mine").code == 0
    assert intercoder("memos", place, "--write", "x", "--private").code == 1


def test_nobody_changes_anothers_memo(intercoder: Command, place: Path) -> None:
    intercoder("memos", place, "--as", "Ana Yilmaz", "--write", "for all")
    (memo,) = listed(intercoder, place, "--about", "project")
    refused = intercoder("memos", place, "--as", "Murat Kaya", "--change", memo["id"], "other")
    assert (refused.code, "nobody changes what another one wrote" in refused.error) == (1, True)
    assert intercoder("memos", place, "--write", "  ").code == 1


def test_memos_go_with_documents_and_stay_behind_codes(intercoder: Command, place: Path) -> None:
    for target in (["--on-code", "Corruption"], ["--on-code", "Hard life"], ["--on-passage", *PLACE]):
        intercoder("memos", place, "--write", "A thought", *target)
    with Project.open(str(place), station="here") as project:
        project.do("Merge", merge_codes, source_ids=[1], target_id=2)
        assert {row["name"] for row in listed(intercoder, place, "--about", "code")} == {"Hard life"}
        project.do("Delete", delete_code, code_id=2)
        gone = listed(intercoder, place, "--about", "code")
        assert [(row["name"], row["gone"]) for row in gone] == [("Hard life", True)] * 2
        project.do("Correct", correct_text, document_id=1, start=0, end=0, words="Now: ")
        (passage,) = listed(intercoder, place, "--about", "passage")
        assert (passage["start"], passage["end"]) == (START + 5, END + 5)
        project.do("Remove", remove_document, document_id=1)
        assert listed(intercoder, place, "--about", "passage") == []
        project.undo()
        assert len(listed(intercoder, place, "--about", "passage")) == 1
        assert problems(project) == []


def bank(intercoder: Command, place: Path, *options: object) -> list[dict[str, object]]:
    answer: list[dict[str, object]] = intercoder("quotes", place, *options, "--json").json["quotes"]
    return answer


def test_quotes_have_an_order_a_wording_and_an_attribution_by_case(intercoder: Command, place: Path) -> None:
    table = place.parent / "cases.csv"
    table.write_text("case,documents,Age\nOmar,Baker,34\n", encoding="utf-8")
    assert intercoder("cases", place, "import", table).code == 0
    assert (
        intercoder("quotes", place, "--add", *PLACE, "--code", "Corruption", "--wording", "[the] flour").code
        == 0
    )
    assert intercoder("quotes", place, "--add", "Baker", 0, 5, "--attribution", "A baker").code == 0
    first, second = bank(intercoder, place)
    assert (first["original"], first["wording"], first["code"]) == ("the flour", "[the] flour", "Corruption")
    assert (first["attribution"], second["attribution"]) == ("Omar, 34", "A baker")
    intercoder("quotes", place, "--move", second["id"], 1)
    assert [row["id"] for row in bank(intercoder, place)] == [second["id"], first["id"]]
    again = intercoder("quotes", place, "--add", *PLACE)
    assert (again.code, "in the quote bank already" in again.error) == (1, True)
    for wrong in (["Baker", 0, 10**6], ["Nobody", 0, 3], ["Baker", "a", 3]):
        assert intercoder("quotes", place, "--add", *wrong).code == 1
    intercoder("quotes", place, "--remove", first["id"])
    assert len(bank(intercoder, place)) == 1


def test_what_never_leaves_is_not_in_the_workbook_and_a_paraphrase_has_no_words(
    intercoder: Command, place: Path
) -> None:
    words = {"quote": "flour", "paraphrase": "queued", "never": "stayed"}
    for clearance, word in words.items():
        at = BAKER.index(word)
        intercoder("quotes", place, "--add", "Baker", at, at + len(word), "--clearance", clearance)
    assert [row["original"] for row in bank(intercoder, place, "--only", "never")] == ["stayed"]
    workbook = place.parent / "out.xlsx"
    assert intercoder("export", place, workbook, "--sheets", "Quote bank", "--bootstrap", "0").code == 0
    header, *rows = openpyxl.load_workbook(workbook)["Quote bank"].values
    shown = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(row["quote"], row["clearance"]) for row in shown] == [
        ("flour", "may be quoted"),
        (None, "paraphrase only"),
    ]


def test_the_sheet_of_co_occurrence_has_the_pairs_that_overlap(intercoder: Command, place: Path) -> None:
    with Project.open(str(place), station="here") as project:
        from app.coding.actions import apply_code

        project.do("Apply", apply_code, document_id=1, code_id=2, coder_id=2, start=START, end=END + 4)
    workbook = place.parent / "out.xlsx"
    assert intercoder("export", place, workbook, "--sheets", "Co-occurrence", "--bootstrap", "0").code == 0
    _, *rows = openpyxl.load_workbook(workbook)["Co-occurrence"].values
    assert rows == [("Corruption", "Hard life", 1, 1, 1, 1, 1)]
