"""A withdrawn interview is gone from every byte, the history stays provable, and undo says no."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.codebook.actions import add_code, change_code
from app.commands import main
from app.errors import Conflict
from app.exchange.sample_study import make_sample
from app.jobs import Job
from app.models import Coding, Document, DocumentText
from app.store import Project, keys, relocking, unlocking
from app.store.check import problems
from app.store.codings import delete_codings
from app.store.rescue import rescue
from app.texts.actions import correct_text
from app.withdrawal.quoted import QuotedWords, masked

NAME = "01 Driver"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The sample study, with an earlier text, removed codings and a definition of before; its sentences."""
    path = tmp_path_factory.mktemp("sample") / "sample.intercoder"
    make_sample(path, Job(), station="here")
    with Project.open(str(path), station="here") as project:
        with project.read() as session:
            document_id = session.scalar(select(Document.id).where(Document.name == NAME)) or 0
            text = session.scalars(
                select(DocumentText.text).where(DocumentText.document_id == document_id)
            ).one()
            removed = session.scalars(select(Coding.id).where(Coding.document_id == document_id)).all()
        sentences = [part.strip() for part in re.split(r"[.!?\n]", text) if len(part.split()) >= 5][:40]
        code_id = project.do(
            f"Add code “{sentences[0]}”", add_code, name="Quoting", full_definition=f"As in: {sentences[1]}."
        )
        project.do("Change", change_code, code_id=code_id, full_definition="In other words.")
        project.do("Change", change_code, code_id=code_id, use_when=f"They say: {sentences[2]}!")
        project.do("Remove codings", delete_codings, removed[:3])
        project.do("Correct", correct_text, document_id=document_id, start=0, end=0, words="Draft. ")
    assert len(sentences) == 40
    return path, sentences


@pytest.fixture
def path(sample: tuple[Path, list[str]], tmp_path: Path) -> Path:
    return Path(shutil.copy(sample[0], tmp_path / "study.intercoder"))


def left(folder: Path, sentences: list[str]) -> list[str]:
    content = b"".join(file.read_bytes() for file in folder.rglob("*.intercoder*") if file.is_file())
    return [sentence for sentence in sentences if sentence.encode() in content]


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    capsys.readouterr()
    assert main([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def numbers(capsys: pytest.CaptureFixture[str], path: Path, unit: str) -> list[tuple[Any, ...]]:
    answer = said(capsys, "agreement", path, "--round", "Round 1", "--bootstrap", 0, "--unit", unit)
    return [
        (row["level"], row["code"], row["statistic"], row["value"])
        for row in answer["results"]
        if row["level"] != "document"
    ]


def test_no_sentence_is_left_but_where_somebody_quotes_it_and_that_is_said(
    path: Path, sample: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    sentences = sample[1]
    assert len(left(path.parent, sentences)) == 40
    before = said(capsys, "withdraw", path, NAME, "--preview")
    assert not before["withdrawn"]
    assert {"what": "code", "name": "Quoting", "column": "use when"} in before["quoted"]
    assert len(left(path.parent, sentences)) == 40
    answer = said(capsys, "withdraw", path, NAME, "--certificate", path.with_name("paper.txt"))
    assert answer["withdrawn"]
    assert left(path.parent, sentences) == [sentences[2]]
    paper = path.with_name("paper.txt").read_text()
    assert NAME not in paper
    assert not any(sentence in paper for sentence in sentences)
    with Project.open(str(path)) as project:
        assert not problems(project)
    assert NAME.encode() not in path.read_bytes()


def test_quotes_go_too_where_that_is_asked(
    path: Path, sample: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "withdraw", path, NAME, "--remove-quotes", "--recompute")
    assert left(path.parent, sample[1]) == []
    with Project.open(str(path)) as project:
        assert not problems(project)


@pytest.mark.parametrize("unit", ["character", "token", "sentence", "turn"])
def test_a_closed_round_keeps_its_numbers_and_says_so(
    path: Path, capsys: pytest.CaptureFixture[str], unit: str
) -> None:
    before = numbers(capsys, path, unit)
    said(capsys, "withdraw", path, NAME)
    after = numbers(capsys, path, unit)
    assert [row[:3] for row in after] == [row[:3] for row in before]
    assert [row[3] for row in after] == pytest.approx([row[3] for row in before], abs=1e-12)
    assert main(["rounds", str(path)]) == 0
    assert "1 document withdrawn from “Round 1”" in capsys.readouterr().out


def test_a_closed_round_is_computed_without_where_that_is_asked(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = numbers(capsys, path, "character")
    said(capsys, "withdraw", path, NAME, "--recompute")
    assert numbers(capsys, path, "character") != before
    assert main(["agreement", str(path), "--round", "Round 1", "--bootstrap", "0"]) == 0
    assert "its numbers are computed without" in capsys.readouterr().out
    assert "Withdrawn document" not in str(said(capsys, "documents", path))


def test_undo_says_that_it_cannot_bring_it_back(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "withdraw", path, NAME)
    with Project.open(str(path), station="here") as project:
        for _ in range(40):
            try:
                if project.undo() is None:
                    break
            except Conflict as conflict:
                if "was withdrawn, for good" in str(conflict):
                    break
        else:
            pytest.fail("Undo never came to what was withdrawn.")
        assert not problems(project)


def test_what_is_tampered_with_after_a_withdrawal_is_still_found(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlite3

    said(capsys, "withdraw", path, NAME)
    connection = sqlite3.connect(path)
    (action_id,) = connection.execute(
        "SELECT action_id FROM change GROUP BY action_id ORDER BY count(*) DESC LIMIT 1"
    ).fetchone()
    connection.execute("UPDATE action SET label = 'other' WHERE id = ?", (action_id,))
    connection.commit()
    connection.close()
    with Project.open(str(path)) as project:
        assert any("not what was written" in problem for problem in problems(project))


def test_what_is_rescued_afterwards_holds_nothing_of_it(
    path: Path, sample: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "withdraw", path, NAME, "--remove-quotes", "--recompute")
    new = path.with_name("new.intercoder")
    rescued = rescue(path, str(new), station="here")
    assert rescued.rows["document"] == 7
    assert not rescued.lost
    assert left(path.parent, sample[1]) == []


def test_a_locked_project_lets_go_of_it_too(
    path: Path,
    sample: tuple[Path, list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(keys, "ROUNDS", 500)
    relocking.lock(str(path), "eins")
    said(capsys, "withdraw", path, NAME, "--remove-quotes")
    relocking.unlock_for_good(str(path))
    keys.forget_all()
    assert left(path.parent, sample[1]) == []
    assert not unlocking.is_locked(str(path))


def test_backups_that_hold_it_are_named(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = said(capsys, "backup", path)["backup"]
    assert said(capsys, "withdraw", path, NAME, "--preview")["backups"] == [Path(backup).name]


def test_what_cannot_be_meant_is_refused_in_a_sentence(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, words in (
        ((), "Name a document"),
        ((NAME, "--case", "Omar"), "not both"),
        (("99 Nobody",), "99 Nobody"),
        (("--case", "Nobody"), "There is no case"),
        ((NAME, "--certificate", str(path)), "exists already"),
    ):
        assert main(["withdraw", str(path), *arguments]) == 1
        assert words in capsys.readouterr().err
    with Project.open(str(path)) as project:
        assert not problems(project)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_killed_at_any_moment_it_is_there_or_gone(path: Path, sample: tuple[Path, list[str]]) -> None:
    whole = path.read_bytes()
    code = (
        f"from app.commands import main; print('go', flush=True); main(['withdraw', {str(path)!r}, {NAME!r}])"
    )
    outcomes = set()
    for wait in (0.05, 0.4, 0.7, 0.9, 1.1, 1.4, 2.0, 30.0):
        path.write_bytes(whole)
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            deadline = time.monotonic() + wait
            while process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.01)
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
        with Project.open(str(path)) as project:
            assert not problems(project)
        number = len(left(path.parent, sample[1]))
        assert number in (1, 40)
        outcomes.add(number)
    assert outcomes == {1, 40}


def test_words_are_found_whatever_stands_between_them_and_masked_texts_keep_their_shape() -> None:
    words = QuotedWords(["They took the flour, and then the bread."], ["Omar"])
    assert words.stand_in("… TOOK the flour — and then …")
    assert not words.stand_in("they took the flour")
    assert words.are_named_in("Apply a code in OMAR")
    text = "Ana (34) said: “Ça va”, \U0001f600 و قال نعم.\n"
    assert masked(text) == "Xxx (00) xxxx: “Xx xx”, \U0001f600 x xxx xxx.\n"
