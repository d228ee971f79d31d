"""`agreement` and `validate` on the command line."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from app.coders.queries import coders
from app.documents.queries import documents
from app.rounds.actions import create_round
from app.store import Project
from tests.commands.said import Command
from tests.study import make_study

REAL = Path(__file__).parents[3] / "shared" / "data" / "xai_disinfodemics"

KEYS = (
    *("level", "code", "document", "coders", "unit", "statistic"),
    *("value", "reason", "low", "high", "observed", "expected", "n", "flags"),
    *("median", "minimum", "codes"),
)


def rows(answer: Any, statistic: str) -> dict[str | None, dict[str, Any]]:
    return {row["code"]: row for row in answer["results"] if row["statistic"] == statistic}


def test_the_answer_has_the_form_that_scripts_rely_on(intercoder: Command, project: Path) -> None:
    said = intercoder("agreement", project, "--unit", "character", "--bootstrap", 0, "--json")
    assert said.code == 0
    assert said.json["scope"]["coders"] == ["Ana", "Murat"]
    assert said.json["scope"]["bootstrap"] == 0
    for row in said.json["results"]:
        assert tuple(row) == KEYS
        assert (row["value"] is None) == bool(row["reason"])
    percent = rows(said.json, "percent_agreement")["Money"]
    assert math.isclose(percent["value"], 16 / 21)  # five of 21 characters differ


def test_the_table_for_people_shows_values_and_reasons(intercoder: Command, project: Path) -> None:
    said = intercoder("agreement", project, "--unit", "document")
    assert "Agreement by document: Ana, Murat; 1 document, 1 code." in said.out
    assert "undefined: no variation" in said.out
    assert "Money" in said.out


def test_statistics_levels_and_names_can_be_chosen(intercoder: Command, project: Path) -> None:
    said = intercoder(
        *("agreement", project, "--json", "--statistics", "gwet_ac1,holsti", "--by", "pair,document"),
        *("--coders", "ana,Murat", "--codes", "money", "--documents", "driver"),
    )
    assert {row["statistic"] for row in said.json["results"]} == {"gwet_ac1", "holsti"}
    assert {row["level"] for row in said.json["results"]} == {"pair", "document"}


def test_the_turns_of_a_speaker_can_be_left_out_whatever_the_case(
    intercoder: Command, tmp_path: Path, study: Path
) -> None:
    text = (
        "INTERVIEWER: Why did you leave?\nDRIVER: They took the flour.\nINTERVIEWER: And?\nDRIVER: I left.\n"
    )
    (study / "documents" / "driver.txt").write_text(text, encoding="utf-8")
    (study / "codings.csv").write_text(
        "doc_id,coder,code,start,end\ndriver,Ana,Flour,40,44\ndriver,Murat,Flour,40,44\n"
    )
    intercoder("new", tmp_path / "p")
    intercoder("import-study", tmp_path / "p", study)
    said = intercoder("agreement", tmp_path / "p", "--json", "--without-speakers", "Interviewer")
    assert said.json["scope"]["without_speakers"] == ["INTERVIEWER"]
    assert rows(said.json, "percent_agreement")["Flour"]["n"] == 2
    nobody = intercoder("agreement", tmp_path / "p", "--without-speakers", "Moderator")
    assert nobody.code == 1
    assert "Nobody called “moderator” speaks" in nobody.error


def test_a_name_with_a_comma_stands_in_quotes_and_a_name_twice_counts_once(
    intercoder: Command, tmp_path: Path, study: Path
) -> None:
    (study / "codings.csv").write_text(
        'doc_id,coder,code,start,end\ndriver,"Ana, M.","Money, work",0,4\ndriver,Murat,Fear,0,4\n',
        encoding="utf-8",
    )
    intercoder("new", tmp_path / "p")
    intercoder("import-study", tmp_path / "p", study)
    options = ("--coders", 'Murat, "Ana, M.",murat', "--codes", '"Money, work"', "--bootstrap", 0)
    scope = intercoder("agreement", tmp_path / "p", "--json", *options).json["scope"]
    assert (sorted(scope["coders"]), scope["codes"]) == (["Ana, M.", "Murat"], ["Money, work"])


@pytest.mark.parametrize(
    ("option", "name", "told"),
    [
        ("--coders", "Ana,Eva", "There is no coder “Eva”"),
        ("--codes", "Faith", "There is no code “Faith”"),
        ("--documents", "baker", "There is no document “baker”"),
        ("--statistics", "kappa", "“kappa” is not a statistic"),
        ("--round", "pilot", "There is no round “pilot”"),
    ],
)
def test_a_name_that_is_not_there_is_told(
    intercoder: Command, project: Path, option: str, name: str, told: str
) -> None:
    said = intercoder("agreement", project, option, name)
    assert (said.code, said.out) == (1, "")
    assert told in said.error


def test_a_project_with_nothing_to_compare_gives_reasons(intercoder: Command, tmp_path: Path) -> None:
    intercoder("new", tmp_path / "empty.intercoder")
    said = intercoder("agreement", tmp_path / "empty.intercoder", "--json")
    assert said.code == 0
    assert all(row["value"] is None for row in said.json["results"])


@pytest.mark.skipif(not REAL.is_dir(), reason="the real study is not beside this clone")
def test_a_real_study_gives_the_values_that_others_computed(intercoder: Command, tmp_path: Path) -> None:
    path = tmp_path / "real.intercoder"
    intercoder("new", path)
    assert intercoder("import-study", path, REAL / "canonical").code == 0
    expected = json.loads((REAL / "reference_agreement.json").read_text(encoding="utf-8"))["agreement"]
    for unit, name in (("character", "char_alpha_nominal"), ("document", "doc_alpha_nominal")):
        said = intercoder("agreement", path, "--unit", unit, "--no-trim", "--by", "code", "--json")
        alphas = rows(said.json, "krippendorff_alpha")
        assert len(alphas) == 6
        for row in expected:
            if row["code"] in alphas:  # the reference also pools all codes under a name of its own
                assert math.isclose(alphas[row["code"]]["value"], row[name], abs_tol=1e-9)


def test_published_examples_are_recomputed(intercoder: Command) -> None:
    said = intercoder("validate", "--json")
    assert said.code == 0
    assert len(said.json) > 100
    assert all(outcome["ok"] for outcome in said.json)


def test_an_example_that_is_off_exits_with_1(intercoder: Command, tmp_path: Path) -> None:
    case = {"name": "wrong", "data": {"type": "sets-pair", "pairs": []}, "expected": {"jaccard": 0.5}}
    (tmp_path / "wrong.json").write_text(json.dumps(case), encoding="utf-8")
    said = intercoder("validate", tmp_path)
    assert said.code == 1
    assert "1 off" in said.out


def study_of_twenty(folder: Path) -> Path:
    """Twenty documents; Rare is in one, Usual in all, and Ben gives it seldom."""
    (folder / "documents").mkdir(parents=True)
    rows, assigned = [], []
    for number in range(20):
        text = "".join(f"A: word {place} and more.\n\n" for place in range(60))
        (folder / "documents" / f"d{number}.txt").write_text(text, encoding="utf-8")
        assigned += [f"d{number},{coder}" for coder in ("Ana", "Ben")]
        for place in range(12):
            start = text.index(f"word {place} ")
            people = ("Ana", "Ben") if (place * number) % 3 == 2 else ("Ana",)
            rows += [f"d{number},{coder},Usual,{start},{start + 4}" for coder in people]
    rows += [f"d3,Ana,Rare,{start},{start + 4}" for start in (3, 26)] + ["d3,Ben,Rare,3,7"]
    (folder / "codings.csv").write_text("\n".join(["doc_id,coder,code,start,end", *rows]))
    (folder / "assignments.csv").write_text("\n".join(["doc_id,coder", *assigned]))
    return folder


def test_rare_and_one_sided_codes_are_warned_of_and_a_code_of_one_document_has_no_interval(
    intercoder: Command, tmp_path: Path
) -> None:
    intercoder("new", tmp_path / "p")
    intercoder("import-study", tmp_path / "p", study_of_twenty(tmp_path / "study"))
    said = intercoder("agreement", tmp_path / "p")
    assert "Rare: Rare: on 0.12 % of the turns." in said.out
    assert "Usual: One-sided: Ana gives it to 20 % of the turns, Ben to" in said.out
    assert "no interval: fewer than five documents hold it" in said.out
    answer = intercoder("agreement", tmp_path / "p", "--json").json
    assert {warning["code"] for warning in answer["warnings"]} == {"Usual", "Rare"}
    alpha = rows(answer, "krippendorff_alpha")
    assert (alpha["Rare"]["low"], alpha["Rare"]["flags"][-1]) == (
        None,
        "no interval: fewer than five documents hold it",
    )
    assert alpha["Usual"]["low"] < alpha["Usual"]["value"] < alpha["Usual"]["high"]
    assert alpha[None]["codes"] == 2
    assert alpha["Rare"]["value"] >= alpha[None]["minimum"] <= alpha[None]["value"]


def test_one_round_is_compared_by_its_name(intercoder: Command, project: Path) -> None:
    with Project.open(str(project), station="here") as opened:
        with opened.read() as session:
            document = documents(session)[0].id
            people = [coder.id for coder in coders(session)]
        one = opened.do(
            "Plan", create_round, name="Pilot", document_ids=[document], coder_ids=people, blind=False
        )
    said = intercoder("agreement", project, "--round", "pilot", "--unit", "document", "--json")
    assert (one, said.code) == (1, 0)
    assert said.json["scope"]["round"] == "Pilot"
    assert said.json["scope"]["documents"] == ["driver"]


def test_the_turns_of_who_asks_count_and_that_is_said_below_the_table(
    tmp_path: Path, intercoder: Command
) -> None:
    path = str(tmp_path / "interviews.intercoder")
    make_study(path).project.close()
    said = intercoder("agreement", path, "--bootstrap", "0").out
    assert "The turns of INTERVIEWER, who by their labels ask, count like all others" in said
    assert "--without-speakers INTERVIEWER leaves them out" in said
    asked = json.loads(intercoder("agreement", path, "--bootstrap", "0", "--json").out)
    assert asked["scope"]["interviewers"] == ["INTERVIEWER"]
    without = intercoder("agreement", path, "--bootstrap", "0", "--without-speakers", "INTERVIEWER").out
    assert "who by their labels ask" not in without
    assert "Without the turns of INTERVIEWER." in without


def test_codings_of_another_origin_are_left_out_and_counted(intercoder: Command, project: Path) -> None:
    """Those of a study folder are imported."""
    answer = intercoder("agreement", project, "--origin", "hand,suggestion", "--json").json
    assert answer["scope"]["origins"] == ["hand", "suggestion"]
    assert answer["scope"]["codings_of_other_origins"] == 2
    assert intercoder("agreement", project, "--json").json["scope"]["codings_of_other_origins"] == 0
    said = intercoder("agreement", project, "--origin", "hand")
    assert "2 others are left out" in said.out
    assert intercoder("agreement", project, "--origin", "magic").code == 2
