"""`intercoder retrieve`: passages of a query in words and as JSON; what is saved is run anew."""

from pathlib import Path

import pytest

from app.codebook.actions import change_code, delete_code
from app.store import Project
from tests.commands.said import Command
from tests.study import BAKER, make_study

HOUR = BAKER.index("the flour")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "study.intercoder"
    study = make_study(str(path))
    with study.project:
        study.code("the flour", memo="Which flour?")
        study.code("They took the flour", coder_id=study.murat, code_id=study.hard_life, sure=False)
        study.code("He stayed", coder_id=study.murat)
    return path


def test_passages_have_their_place_words_and_codings(intercoder: Command, place: Path) -> None:
    answer = intercoder("retrieve", place, "Corruption inside “Hard life”", "--json").json
    assert answer["query"] == "“Corruption” inside “Hard life”"
    assert (answer["total"], answer["documents"]) == (1, [{"document": "Baker", "count": 1}])
    (passage,) = answer["passages"]
    assert BAKER[passage["start"] : passage["end"]] == passage["quote"] == "the flour"
    assert passage["codes"] == ["Corruption"]
    assert [(coding["coder"], coding["memo"]) for coding in passage["codings"]] == [
        ("Ana Yilmaz", "Which flour?")
    ]
    said = intercoder("retrieve", place, "Corruption", "--limit", 1)
    assert said.out.startswith("“Corruption”: 2 passages in 1 document.\n  Baker: 2\n")
    assert "1 of them listed; all by --limit 2." in said.out


@pytest.mark.parametrize(
    ("query", "total"),
    [
        (["Corruption or Hard life"], 3),
        (["corruption and “hard life”"], 1),
        (["Corruption and not Hard life"], 1),
        (["Corruption followed by Corruption"], 1),
        (["anything by Murat Kaya"], 2),
        (["anything", "--coders", "MK", "--unsure"], 1),
        (["anything with memo"], 1),
        (["anything", "--without-memo", "--sure"], 1),
        (["anything spoken by interviewer"], 0),
        (["anything by the consensus"], 0),
        (["anything made by search"], 0),
        (["anything", "--origin", "hand"], 3),
        (["anything made since 2020-01-01"], 3),
        (["anything", "--before", "2020-01-01"], 0),
        (["anything", "--documents", "Baker"], 3),
        (["anything in the same case as anything"], 0),
        (["Corruption within 0 turns of “Hard life”"], 1),
    ],
)
def test_queries_and_options_narrow_alike(
    intercoder: Command, place: Path, query: list[str], total: int
) -> None:
    said = intercoder("retrieve", place, *query, "--json")
    assert (said.code, said.error) == (0, "")
    assert said.json["total"] == total


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ([""], "The query is empty"),
        (["Corupt"], "There is no code “Corupt”"),
        (["Corruption overlapping"], "ends too early"),
        (["Corruption by Zoe"], "There is no coder “Zoe”"),
        (["Corruption spoken by Zoe"], "Nobody called “Zoe”"),
        (["“Corruption"], "has no other end"),
        (["Corruption within many words of Corruption"], "a whole number"),
        (["Corruption where Age > 40"], "There is no attribute “Age”"),
        (["(" * 60 + "Corruption" + ")" * 60], "brackets"),
        (["Corruption made since yesterday"], "a day such as"),
        (["Corruption sure unsure"], "twice"),
        (["x" * 20_000], "more than 10,000 characters"),
        (["Corruption", "--saved", "x"], "not both"),
        (["--saved", "x"], "There is no saved retrieval “x”"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    intercoder: Command, place: Path, query: list[str], words: str
) -> None:
    said = intercoder("retrieve", place, *query)
    assert said.code == 1
    assert words in said.error
    assert "Traceback" not in said.error


def test_a_saved_query_finds_what_is_coded_since_under_the_new_name_of_its_code(
    intercoder: Command, place: Path
) -> None:
    assert "Saved as “Mine”" in intercoder("retrieve", place, "Corruption", "--save", "Mine").out
    assert intercoder("retrieve", place, "Corruption", "--save", "mine").code == 1
    with Project.open(str(place), station="here") as project:
        project.do("Rename", change_code, code_id=1, name="Bribery")
    again = intercoder("retrieve", place, "--saved", "MINE", "--json").json
    assert (again["query"], again["total"]) == ("“Bribery”", 2)
    assert [row["name"] for row in intercoder("retrieve", place, "--list-saved", "--json").json] == ["Mine"]
    with Project.open(str(place), station="here") as project:
        project.do("Delete", delete_code, code_id=1)
    gone = intercoder("retrieve", place, "--saved", "mine")
    assert gone.code == 1
    assert "There is no code “Corruption”" in gone.error
