"""`intercoder suggest`: what the test says, then sentences; nothing is coded."""

from pathlib import Path

from app.coding.actions import apply_code
from app.documents.actions import add_document
from tests.commands.said import Command
from tests.similar.test_queries import CODED, MANY, TEXT, WORDS
from tests.study import make_study


def make(path: Path) -> None:
    study = make_study(str(path))
    with study.project as project:
        for n in range(MANY + 1):
            text = TEXT.format(word=WORDS[n % 4])
            document = project.do("Import", add_document, name=f"Baker {n}", text=text)
            start = text.index(CODED.format(word=WORDS[n % 4]))
            if n < MANY:
                span = {"document_id": document, "start": start, "end": start + 30}
                project.do("Apply", apply_code, code_id=study.corruption, coder_id=study.ana, **span)


def test_sentences_are_listed_behind_what_the_test_says(intercoder: Command, tmp_path: Path) -> None:
    place = tmp_path / "study.intercoder"
    make(place)
    answer = intercoder("suggest", place, "corruption", "--as", "ana yilmaz", "--json").json
    assert (answer["code"], answer["tested"], answer["helps"]) == ("Corruption", True, True)
    assert (answer["right"], answer["coded"]) == (8, 8)
    first = answer["sentences"][0]
    assert first["document"] == "Baker 8"
    assert first["text"] == CODED.format(word="flour")
    assert "took" in first["words"]
    text = TEXT.format(word="flour")
    assert text[first["start"] : first["end"]] == first["text"]
    said = intercoder("suggest", place, "Corruption", "--as", "Ana Yilmaz", "--limit", 1)
    assert said.out.startswith("Tested on your own codings, with documents left out, 8 of the first 10")
    assert len(said.out.splitlines()) == 2


def test_where_it_cannot_help_it_says_so_and_lists_nothing(intercoder: Command, tmp_path: Path) -> None:
    place = tmp_path / "study.intercoder"
    make(place)
    answer = intercoder("suggest", place, "Hard life", "--as", "Ana Yilmaz", "--json").json
    assert (answer["tested"], answer["right"], answer["helps"]) == (False, None, False)
    assert answer["sentences"] == []
    assert "look for words" in intercoder("suggest", place, "Hard life", "--as", "Ana Yilmaz").out
    assert "Say whose, with --as" in intercoder("suggest", place, "Corruption").error
    assert "There is no code “Zeal”" in intercoder("suggest", place, "Zeal", "--as", "Ana Yilmaz").error
