"""The sample study in resources/ is a sound study folder: offsets, definitions, completeness, plain files."""

import csv
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from app.documents.turns import regions

STUDY = Path(__file__).parents[2] / "resources" / "sample_study"
CODERS = {"Ana", "Murat"}
DEFINITIONS = (
    "brief_definition",
    "full_definition",
    "use_when",
    "do_not_use_when",
    "typical_example",
    "close_but_no",
)


def _table(name: str) -> list[dict[str, str]]:
    with (STUDY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The text of each document by its id, read byte for byte."""
    return {path.stem: path.read_bytes().decode("utf-8") for path in (STUDY / "documents").glob("*.txt")}


@pytest.fixture(scope="module")
def codings() -> list[dict[str, str]]:
    return _table("codings.csv")


@pytest.fixture(scope="module")
def codebook() -> list[dict[str, str]]:
    return _table("codebook.csv")


def test_there_are_eight_interviews_of_600_to_1500_words(texts: dict[str, str]) -> None:
    assert len(texts) == 8
    lengths = {doc_id: len(text.split()) for doc_id, text in texts.items()}
    assert {doc_id: n for doc_id, n in lengths.items() if not 600 <= n <= 1500} == {}


def test_every_quote_is_what_stands_between_its_offsets(
    texts: dict[str, str], codings: list[dict[str, str]]
) -> None:
    wrong = [c for c in codings if texts[c["doc_id"]][int(c["start"]) : int(c["end"])] != c["quote"]]
    assert wrong == []


def test_every_coding_begins_and_ends_with_a_whole_word(
    texts: dict[str, str], codings: list[dict[str, str]]
) -> None:
    for coding in codings:
        text, start, end = texts[coding["doc_id"]], int(coding["start"]), int(coding["end"])
        assert not coding["quote"][0].isspace() and not coding["quote"][-1].isspace(), coding
        assert not (text[start - 1].isalnum() and text[start].isalnum()), coding
        assert not (text[end - 1].isalnum() and text[end].isalnum()), coding


def test_no_coding_covers_a_speaker_label_or_two_turns(
    texts: dict[str, str], codings: list[dict[str, str]]
) -> None:
    spoken = {
        doc_id: [(r.body, r.end) for r in regions(text) if r.kind == "turn"] for doc_id, text in texts.items()
    }
    outside = [
        c
        for c in codings
        if not any(body <= int(c["start"]) and int(c["end"]) <= end for body, end in spoken[c["doc_id"]])
    ]
    assert outside == []


def test_every_coding_has_a_code_of_the_codebook_and_says_how_sure_it_is(
    codings: list[dict[str, str]], codebook: list[dict[str, str]]
) -> None:
    codes = {row["code"] for row in codebook if row["parent"]}
    assert {c["code"] for c in codings} == codes
    assert {c["certainty"] for c in codings} == {"sure", "unsure"}
    assert [c for c in codings if c["certainty"] == "unsure" and not c["memo"]] == []


def test_no_coder_uses_a_code_twice_on_the_same_words(codings: list[dict[str, str]]) -> None:
    uses = Counter((c["doc_id"], c["coder"], c["code"], c["start"], c["end"]) for c in codings)
    assert [use for use, count in uses.items() if count > 1] == []


def test_both_coders_have_coded_and_completed_every_document(
    texts: dict[str, str], codings: list[dict[str, str]]
) -> None:
    pairs = {(doc_id, coder) for doc_id in texts for coder in CODERS}
    assert {(row["doc_id"], row["coder"]) for row in _table("assignments.csv")} == pairs
    per_pair = Counter((c["doc_id"], c["coder"]) for c in codings)
    assert set(per_pair) == pairs
    assert min(per_pair.values()) >= 15


def test_the_codebook_defines_every_code_in_every_field(codebook: list[dict[str, str]]) -> None:
    assert 15 <= len(codebook) <= 25
    assert len({row["code"] for row in codebook}) == len(codebook)
    assert [(row["code"], field) for row in codebook for field in DEFINITIONS if not row[field].strip()] == []


def test_every_code_has_its_own_colour_and_keys_are_not_shared(codebook: list[dict[str, str]]) -> None:
    colours = [row["colour"] for row in codebook]
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours)
    assert len(set(colours)) == len(colours)
    keys = [row["shortcut"] for row in codebook if row["shortcut"]]
    assert sorted(keys) == list("123456789")


def test_the_last_of_three_groups_is_exclusive_and_holds_the_four_narratives(
    codebook: list[dict[str, str]],
) -> None:
    groups = [row for row in codebook if not row["parent"]]
    assert [row["exclusive"] for row in groups] == ["", "", "1"]
    assert [row["code"] for row in codebook if row["parent"] == groups[-1]["code"]] == [
        "Fighting other rebels",
        "Brutality against their own",
        "Corruption and hypocrisy",
        "Hard and dull life",
    ]
    assert {row["parent"] for row in codebook if row["parent"]} == {row["code"] for row in groups}


def test_three_times_a_coder_gives_one_passage_two_exclusive_narratives(
    codings: list[dict[str, str]], codebook: list[dict[str, str]]
) -> None:
    narratives = {row["code"] for row in codebook if row["parent"] == "Why they left"}
    told = [c for c in codings if c["code"] in narratives]
    clashes = [
        (a["doc_id"], a["coder"], {a["code"], b["code"]})
        for a, b in combinations(told, 2)
        if (a["doc_id"], a["coder"]) == (b["doc_id"], b["coder"]) and a["code"] != b["code"]
        if int(a["start"]) < int(b["end"]) and int(b["start"]) < int(a["end"])
    ]
    assert clashes == [
        ("01_driver", "Ana", {"Fighting other rebels", "Corruption and hypocrisy"}),
        ("04_baker", "Murat", {"Corruption and hypocrisy", "Hard and dull life"}),
        ("07_radio_operator", "Murat", {"Corruption and hypocrisy", "Brutality against their own"}),
    ]


def test_examples_of_the_codebook_that_name_an_english_document_quote_it(
    texts: dict[str, str], codebook: list[dict[str, str]]
) -> None:
    by_number = {doc_id[:2]: text for doc_id, text in texts.items()}
    for row in codebook:
        examples = row["typical_example"] + row["close_but_no"]
        for quote, number in re.findall(r"“([^”]+)” \((\d\d)\)", examples):
            words = quote.rstrip(" .?").casefold()
            assert words in by_number[number].casefold(), (row["code"], quote)


def test_one_document_is_arabic_and_written_from_right_to_left(texts: dict[str, str]) -> None:
    documents = {row["doc_id"]: row for row in _table("documents.csv")}
    assert documents.keys() == texts.keys()
    assert [doc_id for doc_id, row in documents.items() if row["language"] == "ar"] == ["06_clerk"]
    assert [doc_id for doc_id, row in documents.items() if row["direction"] == "rtl"] == ["06_clerk"]
    assert len(re.findall(r"[\u0620-\u064a]", texts["06_clerk"])) > 3000


@pytest.mark.parametrize("path", sorted(STUDY.rglob("*.*")), ids=lambda path: path.name)
def test_the_files_are_plain_utf8_with_line_feeds_only(path: Path) -> None:
    content = path.read_bytes()
    assert b"\x00" not in content and b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\n")
    content.decode("utf-8")
