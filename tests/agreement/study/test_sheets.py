"""Agreement on coding sheets: each variable by the coefficients of its level, as other programs have them."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.agreement.study.sheets import SheetAgreement, sheet_agreement
from app.commands import main
from app.rounds.sheet_material import sheet_material
from app.sheets.variable_actions import NewVariable
from app.store import Project
from tests.sheets.filled import Table, fill_sheets, options

NAMES = ("Ana", "Murat", "ليلى")
LEVELS = ("nominal", "ordinal", "interval", "ratio")
VARIABLES = [
    NewVariable("nominal", options=options("a", "b", "c", "never said")),
    NewVariable("ordinal", level="ordinal", options=options("low", "middle", "high", "highest")),
    NewVariable("interval", level="interval"),
    NewVariable("ratio", level="ratio"),
    NewVariable("several", several=True, options=options("sea", "land", "air")),
]
WORDS = {"nominal": ("a", "b", "c"), "ordinal": ("low", "middle", "high", "highest")}


def answers(seed: int, missing: float) -> Table:
    """What three coders say of forty cases, as people do who mostly agree."""
    lot = random.Random(seed)

    def said(words: tuple[str, ...]) -> list[list[str]]:
        rows = []
        for _ in range(40):
            common = lot.choice(words)
            row = [common if lot.random() < 0.7 else lot.choice(words) for _ in NAMES]
            rows.append(["" if lot.random() < missing else cell for cell in row])
        return rows

    numbers = tuple(map(str, range(7)))
    sets = ("sea", "land", "sea; land", "sea; land; air")
    by_level = {"nominal": WORDS["nominal"], "ordinal": WORDS["ordinal"]}
    return {
        **{level: said(words) for level, words in by_level.items()},
        "interval": said(numbers),
        "ratio": said(numbers),
        "several": said(sets),
    }


def compared(tmp_path: Path, table: Table) -> dict[str, SheetAgreement]:
    with Project.create(str(tmp_path / "study.intercoder"), station="here") as project:
        fill_sheets(project, VARIABLES, NAMES, table)
        with project.read() as session:
            material = sheet_material(session)
    return {one.variable.name: one for one in sheet_agreement(material)}


def numbers_of(table: Table, level: str) -> np.ndarray[Any, Any]:
    """Coders x units, as the package `krippendorff` takes them."""
    rank = {word: float(place) for place, word in enumerate(WORDS.get(level, ()), start=1)}
    cells = [
        [rank.get(cell, float(cell) if cell.isdigit() else np.nan) for cell in row] for row in table[level]
    ]
    return np.array(cells).T


@pytest.mark.parametrize("missing", [0.0, 0.25])
def test_alpha_is_that_of_the_variables_level(tmp_path: Path, missing: float) -> None:
    import krippendorff

    table = answers(3, missing)
    found = compared(tmp_path, table)
    for level in LEVELS:
        value = found[level].rated.values["krippendorff_alpha"].value
        expected = krippendorff.alpha(numbers_of(table, level), level_of_measurement=level)
        assert value == pytest.approx(expected, abs=1e-12), level


def test_kappas_are_those_of_other_packages(tmp_path: Path) -> None:
    from sklearn.metrics import cohen_kappa_score
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    table = answers(5, 0.0)
    found = compared(tmp_path, table)["nominal"].rated
    counts, _ = aggregate_raters(np.array(table["nominal"]))
    assert found.values["fleiss_kappa"].value == pytest.approx(fleiss_kappa(counts), abs=1e-12)
    for pair in found.pairs:
        first, second = (
            [row[NAMES.index(who)] for row in table["nominal"]] for who in (pair.first, pair.second)
        )
        assert pair.values["cohen_kappa"].value == pytest.approx(cohen_kappa_score(first, second), abs=1e-12)


def test_an_answer_that_is_offered_counts_also_where_nobody_gives_it(tmp_path: Path) -> None:
    found = compared(tmp_path, answers(5, 0.0))["nominal"].rated
    agreed, by_chance = found.values["percent_agreement"].value, 1 / 4
    assert agreed is not None
    assert found.values["brennan_prediger"].value == pytest.approx((agreed - by_chance) / (1 - by_chance))
    assert found.categories == ("a", "b", "c", "never said")


def test_several_answers_are_compared_as_sets(tmp_path: Path) -> None:
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import masi_distance

    table = answers(7, 0.0)
    found = compared(tmp_path, table)["several"].rated
    data = [
        (who, str(unit), frozenset(cell.split("; ")))
        for unit, row in enumerate(table["several"])
        for who, cell in zip(NAMES, row, strict=True)
    ]
    expected = AnnotationTask(data, distance=masi_distance).alpha()
    assert found.values["masi_alpha"].value == pytest.approx(expected, abs=0.02)  # nltk rounds 2/3 and 1/3


def test_cant_tell_is_a_value_of_its_own_but_no_number(tmp_path: Path) -> None:
    table = answers(9, 0.0)
    table = table | {
        "nominal": [["(can't tell)", *row[1:]] if n < 4 else row for n, row in enumerate(table["nominal"])],
        "ratio": [["(not applicable)", *row[1:]] if n < 4 else row for n, row in enumerate(table["ratio"])],
    }
    found = compared(tmp_path, table)
    assert "(can't tell)" in found["nominal"].rated.categories
    assert (found["nominal"].left_out, found["ratio"].left_out) == (0, 4)
    assert found["nominal"].rated.judged == 40
    assert found["ratio"].rated.variable.cells[0][0] is None


def test_what_can_not_be_computed_has_a_reason(tmp_path: Path) -> None:
    nothing = [["", "", ""]] * 3
    table = {
        "nominal": [["a", "", ""], ["b", "", ""], ["a", "", ""]],
        "ordinal": [["low", "low", "low"]] * 3,
        "interval": nothing,
        "ratio": [["-1", "2", "3"], ["2", "2", "3"], ["1", "1", "1"]],
        "several": [["sea", "", ""], ["", "land", ""], ["", "", "air"]],
    }
    found = compared(tmp_path, table)
    for name, one in found.items():
        for key, value in one.rated.values.items():
            assert (value.value is None) == bool(value.reason), (name, key)
    assert found["nominal"].rated.values["krippendorff_alpha"].reason == "undefined: one coder"
    assert found["ordinal"].rated.values["krippendorff_alpha"].value is None
    assert found["ordinal"].rated.values["percent_agreement"].value == 1
    assert "negative" in (found["ratio"].rated.values["krippendorff_alpha"].reason or "")


def test_a_sheet_gives_the_numbers_of_the_same_table_without_a_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One way to a number: `agreement --sheets` and `agreement-table` on what was exported."""
    import json

    compared(tmp_path, answers(11, 0.1))
    place, out = str(tmp_path / "study.intercoder"), str(tmp_path / "out.csv")
    assert main(["sheets", place, "export", out]) == 0
    capsys.readouterr()
    assert main(["agreement", place, "--sheets", "--variables", "interval,ratio", "--json"]) == 0
    of_sheets = json.loads(capsys.readouterr().out)["results"]
    levels = "interval=interval,ratio=ratio"
    asked = ["agreement-table", out, "--variables", "interval,ratio", "--level", levels, "--json"]
    assert main(asked) == 0
    of_table = json.loads(capsys.readouterr().out)["results"]
    assert len(of_sheets) > 40

    def by_name(rows: list[dict[str, Any]]) -> dict[tuple[Any, ...], Any]:
        return {(row["code"], tuple(row["coders"]), row["statistic"]): row["value"] for row in rows}

    assert by_name(of_sheets) == by_name(of_table)
    assert {row["level"] for row in of_sheets} == {"variable", "pair"}
    assert {row["unit"] for row in of_sheets} == {"case"}
