"""`intercoder search`: every place counted, in its context, as JSON or for people."""

from pathlib import Path

import pytest

from app.store import Project
from tests.commands.said import Command
from tests.study import BAKER, make_study


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "study.intercoder"
    study = make_study(str(path))
    with study.project:
        study.code("the flour", memo="Which flour?")
        study.code("He stayed", coder_id=study.murat)
    return path


def test_places_have_their_document_offsets_words_and_context(intercoder: Command, place: Path) -> None:
    answer = intercoder("search", place, "FLOUR", "--json").json
    many = BAKER.casefold().count("flour")
    assert (answer["total"], answer["counts"]) == (many + 1, {"texts": many, "memos": 1})
    assert answer["documents"] == [{"document": "Baker", "count": many + 1}]
    hits = answer["hits"]
    assert [(hit["start"], hit["end"]) for hit in hits if hit["in"] == "texts"] == [
        (at, at + 5) for at in range(len(BAKER)) if BAKER[at : at + 5].casefold() == "flour"
    ]
    assert all(BAKER[hit["start"] : hit["end"]] == hit["text"] for hit in hits[:many])
    assert "the flour" in hits[0]["context"]
    start = BAKER.index("the flour")
    assert hits[-1]["passage"] == {"start": start, "end": start + 9}
    assert (hits[-1]["about"], hits[-1]["name"]) == ("Ana Yilmaz", "Corruption")


def test_for_people_it_is_a_list_that_says_how_much_it_leaves_out(intercoder: Command, place: Path) -> None:
    said = intercoder("search", place, "e", "--in", "texts", "--limit", 1)
    many = BAKER.casefold().count("e")
    assert said.out.startswith(f"{many} places: {many} in the text of 1 document.\n  Baker: {many}\n")
    assert f"1 of them listed; all by --limit {many}." in said.out
    assert intercoder("search", place, "zeppelin").out == "Nothing was found.\n"


@pytest.mark.parametrize(
    ("options", "total"),
    [
        (["stayed", "--coded"], 1),
        (["stayed", "--not-coded"], 0),
        (["stayed", "--coded-with", "Corruption", "--coded-by", "Murat Kaya"], 1),
        (["stayed", "--coded-by", "Ana Yilmaz"], 0),
        (["stayed", "--not-coded-with", "Hard life"], 1),
        (["stay", "--whole-words"], 0),
        (["STAYED", "--case"], 0),
        (["he sta.ed", "--pattern"], 1),
        (["he stay*"], 1),
        (["stayed brother", "--near", 9], 1),
        (["stayed", "--speaker", "interviewer"], 0),
        (["stayed", "--speaker", "Baker", "--documents", "baker"], 1),
        (["stayed", "--property", "sex=f"], 0),
        (["stayed", "--language", "English"], 0),
        (["stayed", "--codable"], 1),
    ],
)
def test_options_narrow_what_is_found(
    intercoder: Command, place: Path, options: list[object], total: int
) -> None:
    assert intercoder("search", place, *options, "--in", "texts,memos", "--json").json["total"] == total


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([""], "nothing to look for"),
        (["(", "--pattern"], "no regular expression"),
        (["a", "--documents", "Nurse"], "no document “Nurse”"),
        (["a", "--coded-with", "Hope"], "no code “Hope”"),
        (["a", "--coded-by", "Lena"], "no coder “Lena”"),
        (["a", "--speaker", "NURSE"], "Nobody called “nurse” speaks"),
        (["a", "--coded", "--not-coded"], "can't be asked for at once"),
        (["a b", "--near", 3, "--pattern"], "--near is for words"),
        (["a", "--property", "sex"], "Write it as NAME=VALUE"),
    ],
)
def test_what_can_not_be_looked_for_is_refused_in_a_sentence(
    intercoder: Command, place: Path, options: list[object], sentence: str
) -> None:
    said = intercoder("search", place, *options)
    assert said.code == 1
    assert sentence in said.error


def test_a_search_changes_nothing(intercoder: Command, place: Path) -> None:
    with Project.open(str(place)) as project:
        before = project.latest_action()
    intercoder("search", place, "flour")
    with Project.open(str(place)) as project:
        assert project.latest_action() == before


def test_a_saved_search_shows_what_is_new_once_it_was_looked_through(
    intercoder: Command, place: Path, tmp_path: Path
) -> None:
    assert "Saved as “Flour”" in intercoder("search", place, "flour", "--in", "texts", "--save", "Flour").out
    many = BAKER.casefold().count("flour")
    assert intercoder("search", place, "--saved", "flour", "--new", "--json").json["total"] == many
    intercoder("search", place, "--saved", "flour", "--mark-seen")
    assert intercoder("search", place, "--saved", "flour", "--new", "--json").json["total"] == 0
    (tmp_path / "Miller.txt").write_text("More flour.", encoding="utf-8")
    intercoder("import", place, tmp_path / "Miller.txt")
    answer = intercoder("search", place, "--saved", "flour", "--new", "--json").json
    assert [(hit["document"], hit["start"]) for hit in answer["hits"]] == [("Miller", 5)]
    assert intercoder("search", place, "--saved", "flour", "--json").json["total"] == many + 1
    listed = intercoder("search", place, "--list-saved", "--json").json
    assert [(row["name"], row["looked_at"]) for row in listed] == [("Flour", True)]
    for wrong in ([], ["flour", "--new"], ["--saved", "Water"], ["flour", "--saved", "flour"]):
        assert intercoder("search", place, *wrong).code == 1
