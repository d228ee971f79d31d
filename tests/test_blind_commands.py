"""What commands say and write, and what is shown before an export, tell nothing of what is coded blind."""

import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app.commands import main
from app.commands.parser import COMMANDS
from app.errors import UserError
from app.exchange.preview import SheetPreview, previews
from app.exchange.targets import KINDS
from app.exchange.workbook.choices import WorkbookChoices
from app.exchange.workbook.contents import SHEETS
from app.jobs import Job
from app.rounds.queries import left_out
from app.store import Project
from tests.retrieve.blind import commands_of_retrieval
from tests.test_blindness import TIME, VIEWERS, Coded, base, plain, twins

__all__ = ["base"]  # the fixture
EVERY_SHEET = ["--sheets", ",".join(sheet.title for sheet in SHEETS)]
SAV_MADE = slice(92, 109)  # date and time in the head of an SPSS file


def said(place: Path, capsys: pytest.CaptureFixture[str], *looking: str) -> dict[str, str]:
    """What every command says to who looks, or nobody in particular, with the files it writes."""
    told: dict[str, str] = {}
    for command, options in commands(place).items():
        for as_json in ([], ["--json"]):
            out = place.parent / "out"
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir()
            name = command.partition(" ")[0]
            code = main([name, *options, *as_json, *(looking if name not in ("check", "rescue") else ())])
            captured = capsys.readouterr()
            answered = f"{code}\n{captured.out}\n{captured.err}".replace(str(place.parent), "")
            told[f"{command}{as_json}"] = TIME.sub("", answered)
            told |= {
                f"{command} {path.name}": written(path)
                for path in sorted(out.rglob("*.*"))
                if path.suffix != ".intercoder"
            }
    return told


def figures(project: str, out: Path) -> dict[str, list[str]]:
    """Pictures of the study, and files of some; what is suggested."""
    return {
        "suggest": [project, "Bribe"],
        "figure of nothing but words": [project, "words"],
        **{f"figure {kind}": [project, kind, str(out / f"{kind}.svg")] for kind in ("glance", "portrait")},
        **{
            f"figure {kind}": [project, kind]
            for kind in ("matrix", "bars", "line", "network", "compare", "cloud")
        },
        "figure by coder": [project, "bars", "--by", "coder"],
    }


def of_teams(project: str, out: Path) -> dict[str, list[str]]:
    return {
        "give-out": [project, str(out / "packets"), "--preview", "--with-own"],
        "return": [project, str(out)],
        "take-in": [project, "--preview"],
        "bring-together": [project, project, "--preview"],
    }


def for_other_programs(project: str, out: Path) -> dict[str, list[str]]:
    return {
        "export-project": [project, str(out / "out.qdpx")],
        "export-project of the codebook": [project, str(out / "out.qdc")],
        "data": [project, str(out / "data")],
        "data as a network": [project, str(out / "codes.graphml")],
        "data about work": [project, str(out / "work.csv"), "--table", "work"],
    }


def commands(place: Path) -> dict[str, list[str]]:
    project, out = str(place), place.parent / "out"
    return {
        "agreement": [project, "--bootstrap", "0", "--by", "code,pair,document,domain,overall"],
        **figures(project, out),
        "agreement of the round": [project, "--bootstrap", "0", "--round", "Blind"],
        "rounds": [project],
        "disagreements": [project, "--quotes"],
        "disagreements of the round": [project, "--quotes", "--round", "Blind"],
        "reconcile": [project, "--rules", "exact,majority", "--preview"],
        "feedback of the round": [project, "--quotes", "--round", "First"],
        "calibration": [project, "--round", "First"],
        "calibration of the blind round": [project, "--score", "Blind"],
        "import-decisions": [project, str(place.parents[1] / "decided.xlsx"), "--preview"],
        "history of Murat": [project, "--about", "codings", "--words", "apply", "--person", "Murat"],
        "export": [project, str(out / "study.xlsx"), "--bootstrap", "0"],
        "export of every sheet": [project, str(out / "every.xlsx"), "--bootstrap", "0", *EVERY_SHEET],
        "export of the round": [project, str(out / "round.xlsx"), "--bootstrap", "0", "--round", "Blind"],
        "export of tables": [project, str(out / "tables"), "--bootstrap", "0", *EVERY_SHEET],
        "export for SPSS": [project, str(out / "study.sav")],
        "export for calculators": [project, str(out / "calculators"), "--calculators"],
        "export-study": [project, str(out / "folder")],
        **for_other_programs(project, out),
        "check": [project],
        "documents": [project],
        "correct a name": [project, "--replace", "BAKER", "Person 7", "--preview"],
        "correct back": [project, "Baker", "--version", "1", "--preview"],
        "history": [project],
        "search": [project, "e", "--coded-with", "Causes"],
        "search for a secret": [project, "sec?et"],
        "search in what isn't coded": [project, "flour", "--not-coded", "--coded-by", "Murat"],
        **of_teams(project, out),
        "rescue": [project, str(out / "rescued.intercoder")],
        **commands_of_cases(project, out),
        **commands_of_retrieval(project),
        **_about_safety(place),
    }


def commands_of_cases(project: str, out: Path) -> dict[str, list[str]]:
    """Those about cases, units given beforehand, and tables."""
    return {
        "cases": [project],
        "cases as a table": [project, "export", str(out / "cases.csv")],
        "attributes": [project],
        "passages": [project],
        "crosstab": [project, "--columns", "documents"],
        "crosstab of all": [
            project,
            "--columns",
            "documents",
            "--layer",
            "all",
            "--denominator",
            "completed",
        ],
        "crosstab of cases": [project, "--columns", "cases"],
        "matrix": [project],
        "disagreements of units": [project, "--unit", "turn"],
        "sheets": [project],
        "sheets of a case": [project, "show", "The baker"],
        "sheets of a text": [project, "show", "Baker"],
        "sheets as a table": [project, "export", str(out / "sheets.csv")],
    }


def _about_safety(place: Path) -> dict[str, list[str]]:
    backup = str(place.parents[1] / "backup.intercoder")
    return {
        "backup": [str(place), "--restore", backup, "--preview"],
        "withdraw": [str(place), "Baker", "--preview"],
    }


def written(path: Path) -> str:
    """What a file tells, without the hour of its making: of a workbook the sheets in it."""
    if path.suffix == ".sav":
        whole = path.read_bytes()
        return (whole[: SAV_MADE.start] + whole[SAV_MADE.stop :]).decode("latin-1")
    if path.suffix == ".qdpx":
        with zipfile.ZipFile(path) as parts:
            members = {name: TIME.sub("", parts.read(name).decode()) for name in sorted(parts.namelist())}
        return str({name: text for name, text in members.items() if name != OF_THE_MOMENT})
    if path.suffix != ".xlsx":
        return TIME.sub("", path.read_text(encoding="utf-8"))
    with zipfile.ZipFile(path) as parts:
        text = "".join(
            parts.read(name).decode() for name in sorted(parts.namelist()) if name.endswith(".xml")
        )
    return TIME.sub("", text)


OF_THE_MOMENT = "x-intercoder/extension.json"  # a hash over the hour of making
# they don't look at codings that are there, or only change what a file asks for
MADE_OF_NOTHING = {
    "agreement-table",
    "demo",
    "new",
    "import",
    "import-study",
    "import-project",
    "lock",
    "validate",
}


@pytest.mark.parametrize("looking", [(), ("--as", "Ana"), ("--as", "Lena")])
def test_every_command_says_the_same_whatever_is_coded_blind(
    base: Path, capsys: pytest.CaptureFixture[str], looking: tuple[str, ...]
) -> None:
    covered = {name.partition(" ")[0] for name in commands(base)}
    assert covered == set(COMMANDS) - MADE_OF_NOTHING
    one: list[Coded] = [(2, 39, 60, "secret"), (3, 40, 61, ""), (2, 41, 70, "")]
    other: list[Coded] = [(3, 45, 70, "secret"), (2, 46, 62, "more"), (3, 47, 63, "")]
    first, second = (said(place, capsys, *looking) for place in twins(base, one, other, True))
    assert [name for name in first if first[name] != second.get(name)] == []
    assert [name for name in first if "secret" in first[name]] == []
    with Project.open(str(base.parent / "0" / "study.intercoder")) as project, project.read() as session:
        assert left_out(session) == ["1 document is being coded blind in “Blind”: left out until it closes."]
    assert "left out until it closes" in first["agreement[]"]


def previewed(place: Path, viewer: int | None) -> dict[str, Any]:
    """What the export dialog shows before anything is written."""
    told: dict[str, Any] = {}
    with Project.open(str(place), station="here") as project:
        project.coder_id = viewer
        for kind in KINDS:
            seen: list[SheetPreview] = []
            try:
                previews(project, kind, WorkbookChoices(), Job(), tell=seen.extend)
            except UserError as error:
                told[f"{kind} refused"] = str(error)
            told |= {f"{kind} {number} {one.title}": plain(one) for number, one in enumerate(seen)}
    return told


@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_preview_of_an_export_is_the_same_whatever_is_coded_blind(
    base: Path, viewer: int | None
) -> None:
    one: list[Coded] = [(2, 39, 60, "secret"), (3, 40, 61, ""), (2, 41, 70, "")]
    other: list[Coded] = [(3, 45, 70, "secret"), (2, 46, 62, "more"), (3, 47, 63, "")]
    first, second = (previewed(place, viewer) for place in twins(base, one, other, True))
    assert len(first) > len(SHEETS)
    assert [name for name in first if first[name] != second.get(name)] == []
    assert "secret" not in repr(first)
