"""Work is given out, returned and taken in on the command line, and what can't be is a sentence."""

import json
import math
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models import Assignment, Code, Coder, Coding, Document
from app.packets.sealing import MAGIC
from app.rounds.actions import complete_document
from app.store import Project
from app.store.journal import WriteSession, add_many, delete_many
from tests.commands.said import Command
from tests.packets.team import at_work, code, codings, complete, make_team

REAL = Path(__file__).parents[3] / "shared" / "data" / "xai_disinfodemics"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "lead.intercoder"
    make_team(path).close()
    return path


@pytest.fixture
def out(study: Path, intercoder: Command) -> Path:
    """A folder of packets in which Ana and Murat have coded."""
    folder = study.with_name("out")
    assert intercoder("give-out", study, folder, "--round", "first", "--as", "Lena Lead").code == 0
    for name, words in (("Ana Yılmaz", "the flour"), ("Murat Kaya", "We queued")):
        with at_work(folder / f"{name}.intercoder") as project:
            code(project, "Baker", words, "Bribe", memo="at night")
            complete(project, "Baker")
    return folder


def test_work_goes_out_and_comes_back(study: Path, out: Path, intercoder: Command) -> None:
    assert sorted(path.name for path in out.iterdir()) == [
        "Ana Yılmaz.intercoder",
        "Ana Yılmaz.txt",
        "Murat Kaya.intercoder",
        "Murat Kaya.txt",
    ]
    assert "For Ana Yılmaz\n" in (out / "Ana Yılmaz.txt").read_text(encoding="utf-8")
    for name in ("Ana Yılmaz", "Murat Kaya"):
        said = intercoder("return", out / f"{name}.intercoder", "--json")
        assert said.json["codings"] == 1
        assert said.json["path"] == str(out / f"{name} return 1.intercoder-return")
    preview = intercoder("take-in", study, out, "--preview", "--json").json
    assert preview["changed"] is False
    assert [row["state"] for row in preview["returns"]] == ["taken in", "taken in"]
    assert intercoder("take-in", study, out, "--json").json == preview | {"changed": True}
    assert [preview[what] for what in ("new", "completed", "unplaced")] == [2, 2, []]
    again = intercoder("take-in", study, out, "--json").json
    assert (again["new"], [row["state"] for row in again["returns"]]) == (0, ["nothing new", "nothing new"])
    closed = intercoder("rounds", study, "--close", "First", "--leave-out-unfinished", "--json").json
    assert closed[0]["completed"] == 2
    assert intercoder("check", study).code == 0


def test_a_preview_of_packets_makes_none(study: Path, intercoder: Command) -> None:
    said = intercoder("give-out", study, study.with_name("out"), "--preview", "--json")
    assert [(row["coder"], row["documents"]) for row in said.json["packets"]] == [
        ("Ana Yılmaz", 1),
        ("Murat Kaya", 2),
    ]
    assert list(study.parent.iterdir()) == [study]


def test_closing_a_round_opens_what_waits_for_it(study: Path, out: Path, intercoder: Command) -> None:
    intercoder("return", out / "Ana Yılmaz.intercoder")
    said = intercoder("take-in", study, out, "--as", "Lena Lead")
    assert "kept sealed" in said.out
    assert "Murat Kaya has not returned the work yet" in said.out
    said = intercoder("rounds", study, "--close", "First", "--leave-out-unfinished", "--json")
    assert (said.json[0]["completed"], said.error) == (1, "")
    with Project.open(str(study)) as project:
        assert {row[0] for row in codings(project)} == {"Ana Yılmaz"}
    intercoder("return", out / "Murat Kaya.intercoder")
    assert intercoder("take-in", study, out, "--json").json["new"] == 1
    assert intercoder("check", study).code == 0


def test_a_lead_who_codes_too_completes_the_own_part_first(study: Path, intercoder: Command) -> None:
    lead = ("--as", "Lena Lead")
    assert intercoder("rounds", study, "--change", "First", "--add-coders", "Lena Lead", *lead).code == 0
    out = study.with_name("out")
    said = intercoder("give-out", study, out, *lead, "--json").json
    assert [row["coder"] for row in said["packets"]] == ["Ana Yılmaz", "Murat Kaya"]
    for name in ("Ana Yılmaz", "Murat Kaya"):
        intercoder("return", out / f"{name}.intercoder")
    said = intercoder("take-in", study, out, "--open-now", *lead).out
    assert "Lena Lead codes in “First” here and has not completed that yet" in said
    with Project.open(str(study)) as project:
        project.coder_id = 1
        complete(project, "Baker")
        complete(project, "Driver")
    assert "nothing new" in intercoder("take-in", study, *lead).out


@pytest.mark.parametrize("what", ["another project", "newer", "damaged", "cut", "no return", "other copy"])
def test_what_is_no_return_of_this_project_is_refused_with_a_sentence(
    study: Path, out: Path, intercoder: Command, what: str
) -> None:
    intercoder("return", out / "Ana Yılmaz.intercoder")
    (back,) = out.glob("*.intercoder-return")
    whole, sentence = back.read_bytes(), "is damaged"
    if what == "another project":
        make_team(study.with_name("other.intercoder")).close()
        study, sentence = study.with_name("other.intercoder"), "was returned to another project"
    elif what == "newer":
        back.write_bytes(whole.replace(MAGIC + b"1", MAGIC + b"2"))
        sentence = "a newer version of Intercoder"
    elif what == "damaged":
        back.write_bytes(whole[:-200] + bytes([whole[-200] ^ 1]) + whole[-199:])
    elif what == "cut":
        back.write_bytes(whole[:-10])
    elif what == "no return":
        back.write_bytes(b"PK\x03\x04")
        sentence = "is no returned work"
    else:
        with closing(sqlite3.connect(study)) as connection, connection:
            connection.execute("DELETE FROM packet")
        sentence = "this copy of the project doesn't know"
    with Project.open(str(study)) as project:
        latest = project.latest_action()
    said = intercoder("take-in", study, back)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.error
    with Project.open(str(study)) as project:
        assert project.latest_action() == latest


def test_two_people_in_copies_of_one_packet_are_noticed_and_neither_loses_anything(
    study: Path, out: Path, intercoder: Command
) -> None:
    packet, twin = out / "Ana Yılmaz.intercoder", out / "copy.intercoder"
    shutil.copyfile(packet, twin)
    with at_work(twin) as project:
        code(project, "Baker", "morning", "Hunger")
    first, second = (Path(intercoder("return", path, "--json").json["path"]) for path in (packet, twin))
    assert intercoder("take-in", study, first, "--open-now").code == 0
    said = intercoder("take-in", study, second, "--open-now")
    assert said.code == 1
    assert "two people seem to have worked in copies of one packet" in said.error
    assert intercoder("take-in", study, second, "--open-now", "--anyway", "--json").json["new"] == 1
    with at_work(packet) as project:
        code(project, "Baker", "four", "Hunger")
    third = intercoder("return", packet, "--json").json["path"]
    assert intercoder("take-in", study, third, "--open-now", "--anyway", "--json").json["removed"] == 0
    with Project.open(str(study)) as project:
        assert {row[3] for row in codings(project)} == {"the flour", "morning", "four"}


def test_only_a_lead_gives_out_and_takes_in_and_nobody_in_a_packet(
    study: Path, out: Path, intercoder: Command
) -> None:
    said = intercoder("give-out", study, study.with_name("more"), "--as", "Murat Kaya")
    assert "Work is given out and taken in by the lead, Lena Lead" in said.error
    intercoder("return", out / "Ana Yılmaz.intercoder")
    assert "by the lead" in intercoder("take-in", study, out, "--as", "Murat Kaya").error
    packet = out / "Ana Yılmaz.intercoder"
    assert "given out to you" in intercoder("take-in", packet, out).error
    assert "given out to you" in intercoder("give-out", packet, study.with_name("more")).error
    assert "given out to you" in intercoder("rounds", packet, "--close", "First", "--anyway").error
    assert "nobody to return it to" in intercoder("return", study).error
    assert not study.with_name("more").exists()


def test_a_folder_that_holds_something_is_left_alone_and_nothing_is_remembered(
    study: Path, out: Path, intercoder: Command
) -> None:
    with Project.open(str(study)) as project:
        latest = project.latest_action()
    said = intercoder("give-out", study, out)
    assert "holds something already and was left as it is" in said.error
    with Project.open(str(study)) as project:
        assert project.latest_action() == latest


def test_who_has_nothing_to_code_gets_a_sentence(study: Path, intercoder: Command) -> None:
    said = intercoder("give-out", study, study.with_name("out"), "--coders", "Lena Lead")
    assert "Lena Lead has nothing to code there" in said.error


@pytest.mark.skipif(not REAL.is_dir(), reason="the real study is not beside this clone")
def test_a_real_round_that_is_coded_apart_has_the_agreement_that_others_computed(
    tmp_path: Path, intercoder: Command
) -> None:
    lead, whole, out = tmp_path / "lead.intercoder", tmp_path / "whole.intercoder", tmp_path / "out"
    for path in (lead, whole):
        intercoder("new", path)
        assert intercoder("import-study", path, REAL / "canonical").code == 0
    with Project.open(str(lead)) as project:
        project.do("Begin anew", remove_all_work)
    assert intercoder("rounds", lead, "--create", "R").code == 0
    assert intercoder("give-out", lead, out, "--round", "R").code == 0
    with Project.open(str(whole)) as done:
        rows = coded_in(done)
    for packet in out.glob("*.intercoder"):
        with at_work(packet) as project:
            project.do("Replay", replay, rows=rows[packet.stem])
        assert intercoder("return", packet).code == 0
    assert intercoder("take-in", lead, out, "--json").json["unplaced"] == []
    assert intercoder("rounds", lead, "--close", "R").code == 0
    expected = json.loads((REAL / "reference_agreement.json").read_text(encoding="utf-8"))["agreement"]
    for unit, name in (("character", "char_alpha_nominal"), ("document", "doc_alpha_nominal")):
        options = ("--round", "R", "--unit", unit, "--no-trim", "--by", "code", "--json")
        results = intercoder("agreement", lead, *options).json["results"]
        alphas = {row["code"]: row["value"] for row in results if row["statistic"] == "krippendorff_alpha"}
        assert len(alphas) == 6
        for row in expected:
            if row["code"] in alphas:
                assert math.isclose(alphas[row["code"]], row[name], abs_tol=1e-9)


def remove_all_work(session: WriteSession) -> None:
    """Take away what anybody coded and completed, consensus layers too."""
    for model in (Coding, Assignment):
        delete_many(session, model, session.scalars(select(model.id)).all())


Coded = tuple[str, str, int, int]


def coded_in(project: Project) -> dict[str, list[Coded]]:
    """What each coder coded: document, code, start and end."""
    with project.read() as session:
        rows = session.execute(
            select(Coder.name, Document.name, Code.name, Coding.start, Coding.end)
            .join(Coder, Coder.id == Coding.coder_id)
            .join(Document, Document.id == Coding.document_id)
            .join(Code, Code.id == Coding.code_id)
        ).all()
    coded: dict[str, list[Coded]] = {}
    for name, *rest in rows:
        coded.setdefault(name, []).append((rest[0], rest[1], rest[2], rest[3]))
    return coded


def replay(session: WriteSession, rows: list[Coded]) -> None:
    """Code all of it in a packet, and complete every document."""
    (coder_id,) = session.scalars(select(Coder.id)).all()
    codes = {row[0]: row[1] for row in session.execute(select(Code.name, Code.id))}
    documents = {row[0]: row[1] for row in session.execute(select(Document.name, Document.id))}
    add_many(
        session,
        Coding,
        [
            {
                "document_id": documents[document],
                "code_id": codes[name],
                "coder_id": coder_id,
                "start": start,
                "end": end,
                "memo": "",
            }
            for document, name, start, end in rows
        ],
    )
    for document_id in documents.values():
        complete_document(session, document_id=document_id, coder_id=coder_id)
