"""The pages of the manual name the program's commands, options, keys, sheets and columns as they are."""

import argparse
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from pytestqt.qtbot import QtBot

from app.cases.actions import add_case
from app.codebook.variables import VariableOption
from app.codebook.version_actions import publish_version
from app.commands import main
from app.commands.parser import COMMANDS, parser
from app.exchange.readers import supported_extensions
from app.exchange.workbook import write_workbook
from app.exchange.workbook.choices import WorkbookChoices
from app.jobs import Job
from app.memos.actions import write_memo
from app.quotes.actions import add_quote
from app.reconcile.actions import decide
from app.reconcile.queries import queue
from app.rounds.actions import close_round, complete_document, create_round
from app.sheets.actions import AnswerText, complete_sheets, give_answers
from app.sheets.queries import SheetSubject
from app.sheets.variable_actions import NewVariable, add_variables
from app.store import Project
from app.ui import application, opening
from app.ui.main_window import MainWindow
from app.ui.menus.registry import MenuEntry
from app.ui.surface.keys import Gesture, gesture
from tests.docs.manual import DOCS, tables, words
from tests.study import make_study

COMMAND_LINE = DOCS / "command-line.md"


def subcommands() -> dict[str, argparse.ArgumentParser]:
    found = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0].choices)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_its_place_in_the_manual_with_an_example(command: str) -> None:
    section = words(COMMAND_LINE).partition(f"\n## {command}\n")[2].partition("\n## ")[0]

    assert f"    intercoder {command}" in section
    assert "JSON" in section


def test_the_manual_has_no_command_that_is_not_there() -> None:
    headings = [line[3:] for line in words(COMMAND_LINE).splitlines() if line.startswith("## ")]

    assert headings == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_in_its_place(command: str) -> None:
    section = words(COMMAND_LINE).partition(f"\n## {command}\n")[2].partition("\n## ")[0]
    options = {one for action in subcommands()[command]._actions for one in action.option_strings}

    assert [
        one for one in options - {"-h", "--help", "--json", "--passphrase-fd"} if one not in section
    ] == []


def test_every_ending_that_can_be_imported_is_named() -> None:
    page = words(DOCS / "documents.md")

    assert [ending for ending in supported_extensions() if ending not in page] == []


@pytest.fixture
def entries(qtbot: QtBot, tmp_path: Path) -> Iterator[list[MenuEntry]]:
    """Every action of the window with a project open."""
    application.make_application()
    window = MainWindow()
    qtbot.addWidget(window)
    opening.new_project(tmp_path / "Pilot.intercoder", "Ana").close()
    window.open_location(str(tmp_path / "Pilot.intercoder"))
    yield list(window.menu.menus.entries())
    window.close_project()


def name(entry: MenuEntry) -> tuple[str, str]:
    return entry.menu, entry.action.text().replace("&", "").split(":")[0]


def test_every_action_of_the_menus_is_listed_with_its_keys(entries: list[MenuEntry]) -> None:
    _, menus = tables(DOCS / "coding.md")
    listed = {(row["menu"], row["action"]): row["keys"] for row in menus}
    given = {name(entry): set(entry.action.shortcuts()) for entry in entries}

    assert set(listed) == set(given)
    told = {place: keys_of(keys) for place, keys in listed.items()}
    assert {place for place, keys in given.items() if keys and not told[place]} == set()
    assert {place: keys - given[place] for place, keys in told.items() if keys - given[place]} == {}


def keys_of(cell: str) -> set[QKeySequence]:
    """The keys of a cell; Enter is the big one, which Qt calls Return."""
    return {QKeySequence(key.replace("Enter", "Return")) for key in cell.split(", ") if key}


def test_every_key_of_the_text_view_does_something() -> None:
    keys, _ = tables(DOCS / "coding.md")
    named = {row["key"] for row in keys}

    assert {"Enter", "Escape", "Delete", "Backspace", "Ctrl+Down", "Ctrl+Up"} <= named
    pressed = [(row["key"], row["with"]) for row in keys if row["key"][0].isupper()]
    assert {gesture_of(*one) for one in pressed} == set(Gesture) - {Gesture.APPLY_SHORTCUT}


def gesture_of(key: str, state: str) -> Gesture | None:
    *held, pressed = key.replace("Ctrl", "Control").split("+")
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= Qt.KeyboardModifier[f"{one}Modifier"]
    typed = pressed.lower() if len(pressed) == 1 else ""
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key[f"Key_{pressed}"], modifiers, typed)
    return gesture(
        event,
        passage=state == "words selected",
        coding=state.startswith("a coding selected"),
        inside=False,
        shortcuts=(),
    )


def test_every_sheet_and_column_of_the_workbook_is_described(tmp_path: Path) -> None:
    study = make_study(str(tmp_path / "study.intercoder"))
    with study.project as project:
        study.code("the flour")
        for coder in (study.ana, study.murat):
            project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
        project.do("Publish", publish_version, reason="First", coder_id=study.ana)
        settle(project, study.ana)
        project.do("Case", add_case, name="Omar")
        answer_differently(project, [study.ana, study.murat], study.baker)
        project.do("Memo", write_memo, text="A thought.")
        project.do("Quote", add_quote, document_id=study.baker, start=0, end=5)
        people = [study.ana, study.murat]
        made = project.do("Make", create_round, name="Pilot", document_ids=[study.baker], coder_ids=people)
        project.do("Close", close_round, round_id=made)
        asked_for = WorkbookChoices(added=("Co-occurrence",))
        write_workbook(project, tmp_path / "study.xlsx", Job(), choices=asked_for)
    book = openpyxl.load_workbook(tmp_path / "study.xlsx", read_only=True)
    titles = [plain(sheet.title) for sheet in book.worksheets[1:] if sheet.sheet_state == "visible"]
    headers: dict[str, list[str]] = {title: [] for title in titles}
    lines = list(book["Read me"].iter_rows(max_col=2, values_only=True))
    for title, column in lines[lines.index(("Sheet", "Column")) + 1 :]:
        headers[plain(str(title))].append(plain(str(column)))
    book.close()

    page = DOCS / "workbook.md"
    sections = [line[3:] for line in words(page).splitlines() if line.startswith("## ")]
    assert sections[:-2] == ["Read me", *headers]
    described = tables(page)[: len(headers)]
    told = dict(zip(headers, ([row["column"] for row in table] for table in described), strict=True))
    for title, columns in headers.items():
        assert told[title] == list(dict.fromkeys(columns))


def answer_differently(project: Project, coder_ids: list[int], document_id: int) -> None:
    """A variable of cases and one of documents, which two coders answer each in their way."""
    options = [VariableOption("yes"), VariableOption("no")]
    asked = [NewVariable(f"of a {about}", about, options=options) for about in ("case", "document")]
    variable_ids = project.do("Ask", add_variables, variables=asked)
    subjects = (SheetSubject("case", 1), SheetSubject("document", document_id))
    texts = [
        AnswerText(subject, coder_id, variable_id, word)
        for subject, variable_id in zip(subjects, variable_ids, strict=True)
        for coder_id, word in zip(coder_ids, ("yes", "no"), strict=True)
    ]
    project.do("Answer", give_answers, answers=texts)
    project.do("Complete", complete_sheets, pairs=[(text.subject, text.coder_id) for text in texts])


def settle(project: Project, coder_id: int) -> None:
    """Decide about the first disagreement."""
    with project.read() as session:
        (row, *_) = queue(session)
    arguments = {"codings": (), "coder_id": coder_id, "follows_id": None}
    project.do("Decide", decide, item=row.item, outcome="nobody", **arguments)


def plain(name: str) -> str:
    """A sheet or column as the manual calls it: with … for each coder, code or number in its name."""
    return re.sub(
        r"(?<=^n )\w+$|Ana Yilmaz|Murat Kaya|Corruption|Hard life|\d+(?= of )|(?<= of )\d+", "…", name
    )


FILES = {
    "note.txt": "A note.",
    "rated.csv": "unit,Ana,Ben\n1,x,y\n2,x,x\n",
    "people.csv": "case,documents,age\nOmar,Baker,40\n",
}


UNITS_AND_TABLES = {
    "attributes": list[str](),
    "passages": ["turns", "--preview"],
    "crosstab": ["--columns", "documents"],
    "matrix": list[str](),
}


def of_teams(project: str, folder: Path) -> dict[str, list[str]]:
    """Those of people who work apart."""
    out, copy = str(folder / "out"), folder / "copy.intercoder"
    shutil.copyfile(project, copy)
    return {
        "give-out": [project, out, "--with-own"],
        "return": [f"{out}/Ana Yilmaz.intercoder"],
        "take-in": [project, out],
        "bring-together": [project, str(copy)],
    }


def arguments_of_commands(tmp_path: Path) -> dict[str, list[str]]:
    """What each command is asked, in this order, of the project study.intercoder in a folder."""
    project, folder, new = (str(tmp_path / name) for name in ("study.intercoder", "folder", "new.intercoder"))
    decided = disagreements_of(project, tmp_path / "decided.xlsx")
    return {
        "new": [new],
        "import": [new, str(tmp_path / "note.txt"), str(tmp_path / "gone.txt")],
        "export-study": [project, folder],
        "import-study": [new, folder],
        "agreement": [project, "--bootstrap", "0"],
        "agreement-table": [str(tmp_path / "rated.csv")],
        "disagreements": [project, "--quotes"],
        "reconcile": [project, "--rules", "exact"],
        "feedback": [project, "--quotes"],
        "calibration": [project],
        "import-decisions": [project, str(decided)],
        "export": [project, str(tmp_path / "study.xlsx")],
        "validate": [],
        "check": [project],
        "rescue": [project, str(tmp_path / "rescued.intercoder")],
        "history": [project],
        "cases": [project, "import", str(tmp_path / "people.csv")],
        "export-project": [project, str(tmp_path / "out.qdpx")],
        "import-project": [new, str(tmp_path / "out.qdpx")],
        "data": [project, str(tmp_path / "data")],
        **{command: [project, *arguments] for command, arguments in UNITS_AND_TABLES.items()},
        "search": [project, "flour"],
        "sheets": [project],
        **of_analysis(project),
        "documents": [new],
        "correct": [project, "--replace", "Baker", "Person 7", "--preview"],
        "figure": [project, "matrix"],
        "suggest": [project, "Corruption", "--as", "Ana Yilmaz"],
        **of_teams(project, tmp_path),
        "rounds": [project, "--create", "Round 1"],
        "backup": [project, "--list"],
        "withdraw": [project, "Baker", "--preview"],
        "lock": [project, "--passphrase-fd", str(descriptor_with("eins"))],
    }


def of_analysis(project: str) -> dict[str, list[str]]:
    return {
        "retrieve": [project, "anything"],
        "cooccurrence": [project],
        "memos": [project, "--write", "See [[Baker: the flour]]."],
        "quotes": [project, "--add", "Baker", "0", "5"],
    }


def test_every_key_of_a_json_answer_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = make_study(str(tmp_path / "study.intercoder"))
    with study.project:
        study.code("the flour")
    for file, text in FILES.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    asked = arguments_of_commands(tmp_path)
    assert set(asked) == set(COMMANDS) - {"demo"}  # whose parts are the others' answers
    for command, arguments in asked.items():
        main([command, *arguments, "--json"])
        printed = capsys.readouterr()
        assert printed.out, f"{command}: {printed.err}"
        answer = json.loads(printed.out)
        section = words(COMMAND_LINE).partition(f"\n## {command}\n")[2].partition("\n## ")[0]
        assert [key for key in keys_in(answer) if key not in section] == []


def descriptor_with(line: str) -> int:
    """A file descriptor from which a line can be read once."""
    reading, writing = os.pipe()
    os.write(writing, line.encode())
    os.close(writing)
    return reading


def disagreements_of(project: str, workbook: Path) -> Path:
    """The sheet in which decisions come back."""
    with Project.open(project) as opened:
        write_workbook(opened, workbook, Job(), choices=WorkbookChoices(sheets=("Disagreements",)))
    return workbook


NAMING = ("sheets", "values", "speakers", "roles", "properties")


def keys_in(answer: Any) -> set[str]:
    """The keys of an answer, but for the names of sheets, coders, speakers and properties."""
    if isinstance(answer, list):
        return set().union(*(keys_in(one) for one in answer[:5]))
    if not isinstance(answer, dict):
        return set()
    below = [value for key, value in answer.items() if key not in NAMING]
    return set(answer).union(*(keys_in(value) for value in below))
