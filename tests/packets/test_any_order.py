"""Returns in any order, whatever the lead did meanwhile: the same work, sound, and all of it or nothing."""

import random
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import select

from app.codebook.actions import add_code, change_code, merge_codes
from app.coding.actions import apply_code, change_coding, recode, remove_codings, resize_coding
from app.documents.actions import remove_document
from app.errors import UserError
from app.models import Code, Coding, Document
from app.packets.arrivals import returns_at
from app.packets.take_in import take_in
from app.store import Project
from app.store.check import problems
from app.texts.actions import correct_text
from tests.packets.team import BAKER, at_work, codings, ids_of, returned, taken

Work = Callable[[Project, random.Random], object]


def work_a_little(project: Project, rng: random.Random) -> None:
    """A few gestures of a coder in a packet."""
    for _ in range(rng.randrange(1, 7)):
        with project.read() as session:
            rows = session.execute(select(Coding.id, Document.length).join(Document)).all()
            documents = session.execute(select(Document.id, Document.length)).all()
        codes = sorted(ids_of(project, Code).values())
        kind = rng.choice(("code", "code", "code", "memo", "remove", "resize", "recode", "new", "undo"))
        who = {"coder_id": project.coder_id or 0}
        if kind == "new":
            project.do("New", add_code, name=f"New {rng.randrange(10**9)}")
        elif kind == "undo":
            project.undo()
        elif kind == "code" or not rows:
            document_id, length = rng.choice(documents)
            start = rng.randrange(length - 12)
            span = {"start": start, "end": start + rng.randrange(6, 12)}
            project.do("Code", apply_code, document_id=document_id, code_id=rng.choice(codes), **span, **who)
        else:
            coding_id, length = rng.choice(rows)
            about = {"coding_id": coding_id, **who}
            start = rng.randrange(length - 12)
            if kind == "memo":
                project.do("Memo", change_coding, memo=f"m{rng.random()}", sure=rng.random() < 0.5, **about)
            elif kind == "remove":
                project.do("Remove", remove_codings, coding_ids=[coding_id], **who)
            elif kind == "resize":
                project.do("Resize", resize_coding, start=start, end=start + 9, **about)
            else:
                project.do("Recode", recode, code_id=rng.choice(codes), **about)


def lead_a_little(project: Project, rng: random.Random) -> None:
    """What a lead may do while work is out."""
    project.coder_id = 1
    codes = ids_of(project, Code)
    given = [name for name in ("Hunger", "Bribe", "Flight") if name in codes]
    kind = rng.choice(("merge", "rename", "correct", "remove", "nothing"))
    if kind == "merge" and len(given) > 1:
        project.do("Merge", merge_codes, source_ids=[codes[given[0]]], target_id=codes[given[1]])
    elif kind == "rename" and given:
        project.do("Rename", change_code, code_id=codes[given[-1]], name=f"Renamed {rng.randrange(10**9)}")
    elif kind == "correct":
        start = rng.randrange(10, 40)
        project.do("Correct", correct_text, document_id=1, start=start, end=start + 3, words="xyz ")
    elif kind == "remove" and "Driver" in ids_of(project, Document):
        project.do("Remove", remove_document, document_id=ids_of(project, Document)["Driver"], anyway=True)


@pytest.mark.parametrize("seed", range(4))
def test_returns_with_a_lead_at_work_meanwhile_stay_sound_and_the_last_ones_hold_all(
    lead: Project, packets: dict[str, Path], seed: int
) -> None:
    rng = random.Random(seed)
    returns: list[Path] = []
    for _ in range(3):
        for name in ("Ana", "Murat"):
            with at_work(packets[name]) as packet:
                work_a_little(packet, rng)
            returns.append(returned(packets[name]))
        lead_a_little(lead, rng)
        taken(lead, rng.choice(returns), open_now=True)
        assert problems(lead) == []
    mixed = returns[:]
    rng.shuffle(mixed)
    for path in mixed:
        taken(lead, path, open_now=True)
        assert problems(lead) == []
    result, latest = codings(lead), lead.latest_action()
    taken(lead, *returns, open_now=True)
    assert (codings(lead), lead.latest_action()) == (result, latest)
    with at_work(packets["Ana"]) as packet:
        expected = {row for row in codings(packet) if row[1] == "Baker"}
    assert len({row for row in result if row[0].startswith("Ana")}) <= len(expected)


def test_work_comes_in_as_if_it_had_been_there_when_the_text_was_corrected(
    lead: Project, packets: dict[str, Path]
) -> None:
    rng = random.Random(5)
    with at_work(packets["Ana"]) as packet:
        for _ in range(4):
            work_a_little(packet, rng)
    path = returned(packets["Ana"])
    at = BAKER.index("queued")
    fix = {"document_id": 1, "start": at, "end": at + 6, "words": "waited in line"}
    taken(lead, path, open_now=True)
    lead.do("Correct", correct_text, **fix)
    first = codings(lead)
    lead.undo()
    lead.undo()
    assert codings(lead) == set()
    lead.do("Correct", correct_text, **fix)
    taken(lead, path, open_now=True)
    assert codings(lead) == first


def test_returns_in_any_order_bring_the_same(lead: Project, packets: dict[str, Path]) -> None:
    rng = random.Random(3)
    returns = []
    for name in ("Ana", "Murat", "Ana"):
        with at_work(packets[name]) as packet:
            work_a_little(packet, rng)
        returns.append(returned(packets[name]))
    results = []
    for order in permutations(returns):
        before = lead.latest_action()
        for path in order:
            taken(lead, path, open_now=True)
        results.append(codings(lead))
        while lead.latest_action() > before and lead.undo_label() == "Take in":
            lead.undo()
        assert codings(lead) == set()
    assert all(result == results[0] for result in results)


TAKE_IN = """
import sys
from pathlib import Path
from app.packets.arrivals import returns_at
from app.packets.take_in import take_in
from app.store import Project
project = Project.open(sys.argv[1], station="lead")
project.coder_id = 1
print("begin", flush=True)
project.do("Take in", take_in, files=returns_at([Path(path) for path in sys.argv[2:]]), open_now=True)
print("done", flush=True)
"""


def test_a_program_that_is_killed_while_it_takes_in_leaves_all_or_nothing(
    lead: Project, packets: dict[str, Path]
) -> None:
    rng = random.Random(9)
    for name in ("Ana", "Murat"):
        with at_work(packets[name]) as packet:
            for _ in range(5):
                work_a_little(packet, rng)
    returns = [returned(packets[name]) for name in ("Ana", "Murat")]
    lead.do("Take in", take_in, files=returns_at(returns), open_now=True)
    whole = codings(lead)
    lead.undo()
    lead.close()
    for wait in (0.0, 0.02, 0.05, 0.1):
        command = [sys.executable, "-c", TAKE_IN, lead.location, *map(str, returns)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begin\n"
            try:
                process.wait(wait)
            except subprocess.TimeoutExpired:
                process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        with Project.open(lead.location, station="lead") as project:
            assert codings(project) in (set(), whole)
            assert problems(project) == []
            project.coder_id = 1
            if codings(project):
                project.undo()


def test_every_damaged_byte_of_a_return_is_noticed(lead: Project, packets: dict[str, Path]) -> None:
    path = returned(packets["Ana"])
    whole = path.read_bytes()
    latest = lead.latest_action()
    rng = random.Random(1)
    for place in [0, 5, 18, 19, 25, len(whole) - 1, *(rng.randrange(len(whole)) for _ in range(25))]:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << rng.randrange(8))]) + whole[place + 1 :])
        with pytest.raises(UserError):
            lead.do("Take in", take_in, files=returns_at([path]), open_now=True)
    assert lead.latest_action() == latest
