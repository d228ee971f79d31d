"""What translators get to see of the interface, and what a person reads once it is translated."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from defusedxml.ElementTree import parse
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from app import translation
from app.translation import tr
from app.ui.application import translate

APP = Path(translation.__file__).parent
CALLS = {"tr", "QT_TR_NOOP"}

POLISH = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl_PL">
<context>
    <name></name>
    <message numerus="yes">
        <source>{count} passage of “{name}”</source>
        <comment>{count} passages of “{name}”</comment>
        <translation>
            <numerusform>{count} fragment z „{name}”</numerusform>
            <numerusform>{count} fragmenty z „{name}”</numerusform>
            <numerusform>{count} fragmentów z „{name}”</numerusform>
        </translation>
    </message>
    <message>
        <source>from {start} to {end}</source>
        <translation>{end} jest końcem, {start} początkiem</translation>
    </message>
</context>
</TS>
"""


def tool(name: str) -> str:
    path = shutil.which(name, path=str(Path(PySide6.__file__).parent))
    if path is None:
        pytest.skip(f"this build of PySide6 comes without {name}, so nothing can be extracted or compiled")
    return path


def marked_calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                yield path, node


def test_translators_see_every_word_that_the_interface_says(tmp_path: Path) -> None:
    files = tmp_path / "files.lst"
    files.write_text("\n".join(str(path) for path in APP.rglob("*.py")), encoding="utf-8")
    subprocess.run([tool("lupdate"), f"@{files}", "-ts", str(tmp_path / "all.ts")], check=True)
    seen = {
        (message.findtext("source"), message.findtext("comment") or "")
        for message in parse(tmp_path / "all.ts").iter("message")
    }
    said = {
        tuple(arg.value for arg in [*call.args[:2], ast.Constant("")][:2] if isinstance(arg, ast.Constant))
        for _, call in marked_calls()
    }
    assert len(said) > 1_400
    assert seen == said


@pytest.fixture
def polish(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    (tmp_path / "pl.ts").write_text(POLISH, encoding="utf-8")
    release = [tool("lrelease"), str(tmp_path / "pl.ts"), "-qm", str(tmp_path / "pl.qm")]
    subprocess.run(release, check=True)
    translator = QTranslator()
    assert translator.load(str(tmp_path / "pl.qm"))
    translation.use(translate)
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.mark.usefixtures("polish")
def test_a_language_with_three_forms_has_the_right_one_for_each_count() -> None:
    told = [
        tr("{count} passage of “{name}”", "{count} passages of “{name}”", n, name="Ala") for n in (1, 2, 5)
    ]
    assert told == ["1 fragment z „Ala”", "2 fragmenty z „Ala”", "5 fragmentów z „Ala”"]


@pytest.mark.usefixtures("polish")
def test_a_translation_may_turn_the_order_of_what_is_filled_in() -> None:
    assert tr("from {start} to {end}", start=1, end=2) == "2 jest końcem, 1 początkiem"


def test_english_has_one_and_many_without_any_translation() -> None:
    told = [tr("{count} code in {place}", "{count} codes in {place}", n, place="A") for n in (0, 1, 1_234)]
    assert told == ["0 codes in A", "1 code in A", "1,234 codes in A"]


def test_a_name_with_braces_is_filled_in_as_it_is() -> None:
    assert tr("Delete “{name}”?", name="{count} %n") == "Delete “{count} %n”?"
