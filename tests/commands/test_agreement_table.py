"""`intercoder agreement-table`: agreement from a spreadsheet, without a project."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.commands import main

# Krippendorff (2011), Computing Krippendorff’s alpha-reliability, C to F: four observers, twelve units
CANONICAL = """unit,A,B,C,D
1,1,1,.,1
2,2,2,3,2
3,3,3,3,3
4,3,3,3,3
5,2,2,2,2
6,1,2,3,4
7,4,4,4,4
8,1,1,2,1
9,2,2,2,2
10,.,5,5,5
11,.,.,1,1
12,.,.,3,.
"""
TWO = """case;motive_Ana;motive_Ben;sex_Ana;sex_Ben
P1;low;low;f;f
P2;high;mid;m;m
P3;mid;mid;f;m
P4;high;high;f;f
P5;low;mid;m;m
P6;low;low;m;m
"""


def computed(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, *options: str, name: str = "table.csv"
) -> list[dict[str, Any]]:
    (folder / name).write_text(text, encoding="utf-8")
    assert main(["agreement-table", str(folder / name), *options, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    variables: list[dict[str, Any]] = answer["variables"]
    for variable in variables:
        about = [row for row in answer["results"] if row["code"] == variable["variable"]]
        variable["results"] = [row for row in about if row["level"] == "code"]
        variable["pairs"] = [row for row in about if row["level"] == "pair"]
        assert all((row["value"] is None) == bool(row["reason"]) for row in about)
    return variables


def refused(folder: Path, capsys: pytest.CaptureFixture[str], text: str, *options: str) -> str:
    (folder / "table.csv").write_text(text, encoding="utf-8")
    assert main(["agreement-table", str(folder / "table.csv"), *options]) == 1
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return told.err


def value(variable: dict[str, Any], statistic: str) -> Any:
    return next(row["value"] for row in variable["results"] if row["statistic"] == statistic)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_at_every_level_is_the_published_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], level: str, alpha: float
) -> None:
    (variable,) = computed(tmp_path, capsys, CANONICAL, "--level", level)
    assert value(variable, "krippendorff_alpha") == pytest.approx(alpha, abs=5e-4)
    assert (variable["units"], variable["judged"]) == (12, 11)
    row = next(row for row in variable["results"] if row["statistic"] == "krippendorff_alpha")
    assert row["low"] < row["value"] < row["high"] <= 1


def test_kappas_equal_those_of_other_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from sklearn.metrics import cohen_kappa_score
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    ana, ben = [1, 3, 2, 3, 1, 1, 2, 2, 3], [1, 2, 2, 3, 2, 1, 3, 2, 1]
    text = "Ana,Ben\n" + "\n".join(f"{a},{b}" for a, b in zip(ana, ben, strict=True))
    (nominal,) = computed(tmp_path, capsys, text)
    assert value(nominal, "cohen_kappa") == pytest.approx(cohen_kappa_score(ana, ben), abs=1e-12)
    (weighted,) = computed(tmp_path, capsys, text, "--level", "interval")
    expected = cohen_kappa_score(ana, ben, weights="quadratic")
    assert value(weighted, "cohen_kappa") == pytest.approx(expected, abs=1e-12)
    table, _ = aggregate_raters([list(pair) for pair in zip(ana, ben, strict=True)])
    assert value(nominal, "fleiss_kappa") == pytest.approx(fleiss_kappa(table), abs=1e-12)


def test_columns_for_each_variable_and_coder_are_taken_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    motive, sex = computed(tmp_path, capsys, TWO, "--level", "motive=ordinal", "--order", "low,mid,high")
    assert (motive["variable"], motive["level"], motive["coders"]) == ("motive", "ordinal", ["Ana", "Ben"])
    assert motive["categories"] == ["low", "mid", "high"]
    assert [row["unit"] for row in motive["differing"]] == ["P2", "P5"]
    assert sex["differing"] == [{"unit": "P3", "values": {"Ana": "f", "Ben": "m"}}]
    assert {"one": "high", "other": "mid", "times": 1} in motive["confusion"]
    ana, ben = [1, 3, 2, 3, 1, 1], [1, 2, 2, 3, 2, 1]
    (numbers,) = computed(
        tmp_path,
        capsys,
        "A,B\n" + "\n".join(f"{a},{b}" for a, b in zip(ana, ben, strict=True)),
        "--level",
        "ordinal",
    )
    assert value(motive, "krippendorff_alpha") == value(numbers, "krippendorff_alpha")


def test_a_long_table_says_the_same_as_a_wide_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (wide,) = computed(tmp_path, capsys, CANONICAL)
    lines = [line.split(",") for line in CANONICAL.splitlines()[1:]]
    long = "unit\tcoder\tvalue\n" + "\n".join(
        f"{cells[0]}\t{who}\t{cell}" for cells in lines for who, cell in zip("ABCD", cells[1:], strict=True)
    )
    (other,) = computed(tmp_path, capsys, long, name="long.tsv")
    assert [row["value"] for row in other["results"]] == [row["value"] for row in wide["results"]]
    assert [row["value"] for row in other["pairs"]] == [row["value"] for row in wide["pairs"]]
    assert len(wide["pairs"]) == 6 * 3
    assert other["variable"] == "value"


def test_a_table_without_names_is_read_as_web_calculators_read_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (bare,) = computed(tmp_path, capsys, "1,1\n0,0\n1,0\n0,0\n")
    assert (bare["coders"], bare["units"]) == (["Coder 1", "Coder 2"], 4)
    assert value(bare, "percent_agreement") == 0.75


def test_several_answers_are_compared_as_sets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "unit,A,B\n1,a;b,b; a\n2,a,a\n3,b;c,b\n4,c,c\n"
    (variable,) = computed(tmp_path, capsys, text, "--level", "sets")
    assert [row["unit"] for row in variable["differing"]] == ["3"]
    assert 0 < value(variable, "masi_alpha") < 1


def test_the_workbook_holds_what_was_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (motive, _) = computed(tmp_path, capsys, TWO, "--workbook", str(tmp_path / "out.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["Agreement", "Pairs", "Confusion", "Differing units", "Methods"]
    rows = list(book["Agreement"].iter_rows(values_only=True))
    alpha = next(row for row in rows if row[0] == "motive" and row[2] == "Krippendorff's alpha")
    assert alpha[3] == pytest.approx(value(motive, "krippendorff_alpha"))
    assert [row[1] for row in book["Differing units"].iter_rows(min_row=2, values_only=True)] == [
        "P2",
        "P5",
        "P3",
    ]
    assert "Krippendorff" in " ".join(str(row[0]) for row in book["Methods"].iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        (TWO, ["--level", "interval"], "values that are no numbers"),
        (TWO, ["--level", "ordinal"], "order of the values"),
        (TWO, ["--level", "cardinal"], "no level of measurement"),
        (TWO, ["--variables", "motives"], "no variable “motives”"),
        (TWO, ["--coders", "Ana,Zoe"], "no coder “Zoe”"),
        ("unit,A\n1,x\n", [], "agreement needs two"),
        ("unit,A,B\n1,#REF!,2\n", [], "row 2: “A” holds the error #REF!"),
        ("unit,coder,value\n1,A,x\n1,A,y\n1,B,x\n", [], "row 3: A says something else"),
        ("", [], "is empty"),
    ],
)
def test_what_cannot_be_computed_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, options: list[str], told: str
) -> None:
    assert told in refused(tmp_path, capsys, text, *options)


def test_a_table_that_is_not_there_is_named_and_nothing_is_said_of_an_import(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["agreement-table", str(tmp_path / "nope.csv")]) == 1
    told = capsys.readouterr().err
    assert "nope.csv" in told
    assert "import" not in told


def test_a_weighted_statistic_is_called_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "table.csv").write_text(CANONICAL, encoding="utf-8")
    assert main(["agreement-table", str(tmp_path / "table.csv"), "--level", "ordinal"]) == 0
    told = capsys.readouterr().out
    assert "Percent agreement, weighted" in told
    assert "alpha, weighted" not in told


def test_a_variable_on_which_nothing_varies_has_a_reason_and_no_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (variable,) = computed(tmp_path, capsys, "unit,A,B\nu1,x,x\nu2,x,x\n")
    assert value(variable, "krippendorff_alpha") is None
    assert value(variable, "percent_agreement") == 1
