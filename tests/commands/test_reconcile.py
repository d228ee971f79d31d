"""`disagreements` and `reconcile`: in words and as JSON, with names that are there and names that are not."""

from pathlib import Path

import pytest

from tests.commands.conftest import import_into_new
from tests.commands.said import Command
from tests.prepared import PreparedFiles

TEXT = "They paid me well. I gave it to my brother. Nobody asked why.\n"
CODINGS = [
    ("Ana", "Money", 0, 17, "sure"),
    ("Ben", "Money", 0, 17, "sure"),
    ("Ana", "Family", 19, 42, "sure"),
    ("Ben", "Family", 21, 42, "sure"),
    ("Ben", "Silence", 44, 60, "unsure"),
    ("GOLD", "Money", 0, 17, "sure"),
    ("GOLD", "Family", 19, 42, "sure"),
    ("GOLD", "Family", 0, 17, "sure"),
]


@pytest.fixture
def reconciled(tmp_path: Path, prepared: PreparedFiles) -> Path:
    return prepared.copied(make_reconciled, tmp_path / "money.intercoder")


def make_reconciled(path: Path) -> None:
    folder = path.parent / "Money"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "driver.txt").write_text(TEXT, encoding="utf-8")
    lines = [f"driver,{coder},{code},{start},{end},{sure}" for coder, code, start, end, sure in CODINGS]
    (folder / "codings.csv").write_text(
        "\n".join(["doc_id,coder,code,start,end,certainty", *lines]), encoding="utf-8"
    )
    import_into_new(path, folder)


def test_disagreements_are_listed_without_words_of_the_text_unless_asked_for(
    reconciled: Path, intercoder: Command
) -> None:
    said = intercoder("disagreements", reconciled)
    assert said.out.splitlines()[0] == "2 passages: 1 boundary, 1 missed; 2 open."
    assert "driver 44 to 60  missed" in said.out
    assert "brother" not in said.out + intercoder("disagreements", reconciled, "--json").out

    quoted = intercoder("disagreements", reconciled, "--quotes", "--json").json["disagreements"]
    assert [one["quote"] for one in quoted] == ["I gave it to my brother", "Nobody asked why"]
    assert sum(one["weight"] for one in quoted) == pytest.approx(1)
    assert (quoted[1]["coded_nothing"], quoted[1]["unsure"]) == (["Ana"], True)


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        (("--kind", "missed"), ["missed"]),
        (("--kind", "agreed,boundary"), ["agreed", "boundary"]),
        (("--codes", "Family"), ["boundary"]),
        (("--documents", "driver"), ["boundary", "missed"]),
        (("--coders", "Ana,Ben"), ["boundary", "missed"]),
        (("--coders", "Ana"), []),
    ],
)
def test_disagreements_can_be_narrowed(
    reconciled: Path, intercoder: Command, options: tuple[str, ...], kinds: list[str]
) -> None:
    said = intercoder("disagreements", reconciled, *options, "--json")

    assert [one["kind"] for one in said.json["disagreements"]] == kinds


def test_rules_settle_in_one_step_that_the_history_names(reconciled: Path, intercoder: Command) -> None:
    rules = ("--rules", "exact,boundary=0.8")
    preview = intercoder("reconcile", reconciled, *rules, "--preview", "--json").json
    assert (preview["decided"], len(preview["settled"]), len(preview["left"])) == (False, 2, 1)

    said = intercoder("reconcile", reconciled, *rules)

    assert said.out.startswith("Settled 2 passages; 1 left to people.\n  exact: 1\n  boundary=0.8:union: 1")
    latest = intercoder("history", reconciled, "--json").json[0]
    assert latest["label"] == "Settle 2 passages by rules: exact, boundary=0.8:union"
    status = intercoder("disagreements", reconciled, "--json").json["disagreements"]
    assert [one["status"] for one in status] == ["settled", "open"]
    assert status[0]["decision"]["consensus"] == [{"code": "Family", "start": 19, "end": 42}]
    assert intercoder("check", reconciled).code == 0
    assert intercoder("reconcile", reconciled, *rules).out.startswith("Settled 0 passages")


def test_the_consensus_never_enters_agreement(reconciled: Path, intercoder: Command) -> None:
    before = intercoder("agreement", reconciled, "--json", "--bootstrap", "0").json["results"]

    assert intercoder("reconcile", reconciled, "--rules", "exact,boundary=0.5,coder=Ana").code == 0

    assert intercoder("agreement", reconciled, "--json", "--bootstrap", "0").json["results"] == before


def test_rules_are_compared_with_what_adjudicators_did(reconciled: Path, intercoder: Command) -> None:
    said = intercoder("reconcile", reconciled, "--rules", "exact,boundary=0.8", "--against", "GOLD", "--json")

    assert said.json["rules"] == [
        {"rule": "exact", "items": 1, "same": 1, "near": 0, "otherwise": 0},
        {"rule": "boundary=0.8:union", "items": 1, "same": 1, "near": 0, "otherwise": 0},
    ]
    assert {one["origin"]: one["number"] for one in said.json["origins"]} == {
        "exact": 1,
        "one coder": 1,
        "boundary": 0,
        "added": 1,
    }
    assert said.json["dropped"] == [{"kind": "missed", "number": 1}]
    told = intercoder("reconcile", reconciled, "--rules", "exact", "--against", "GOLD").out
    assert "added where no coder had the code: 1 (33.3 %)" in told
    assert len(intercoder("history", reconciled, "--json").json) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("reconcile", "--rules", "best"), 1, "is not a rule"),
        (("reconcile", "--rules", "coder=Eve"), 1, "no coder “Eve”"),
        (("reconcile", "--rules", "exact", "--against", "SILVER"), 1, "Choose one of: GOLD"),
        (("reconcile", "--rules", "exact", "--round", "Pilot"), 1, "no round “Pilot”"),
        (("reconcile",), 2, "--rules"),
        (("disagreements", "--kind", "great"), 2, "is none of"),
        (("disagreements", "--codes", "Faith"), 1, "no code “Faith”"),
        (("disagreements", "--round", "Pilot"), 1, "no round “Pilot”"),
    ],
)
def test_what_is_not_there_is_named(
    reconciled: Path, intercoder: Command, arguments: tuple[str, ...], code: int, words: str
) -> None:
    said = intercoder(arguments[0], reconciled, *arguments[1:])

    assert (said.code, said.out) == (code, "")
    assert words in said.error
