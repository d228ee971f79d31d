"""Work goes out, is done elsewhere, and comes back: all of it, once, and nothing of anybody else."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from app.codebook.actions import add_code, change_code, delete_code, merge_codes
from app.codebook.proposals import propose
from app.coders.actions import add_coder
from app.coding.actions import change_coding, remove_codings
from app.documents.actions import add_document, remove_document
from app.errors import UserError
from app.models import Code, Coder, Coding, Document, Packet, PacketReturn, Proposal, Round, TextCheck
from app.rounds.actions import reopen_document
from app.rounds.queries import rounds
from app.store import Project
from app.store.check import problems
from app.store.history import history
from app.store.packet import CODES_ARE_PROPOSED, NOT_IN_A_PACKET
from app.store.sight import see_everything
from app.texts.actions import correct_text, replace_name
from tests.packets.team import BAKER, at_work, code, codings, complete, ids_of, returned, taken

ANA, MURAT = "Ana Yılmaz", "Murat Kaya"


def test_a_packet_holds_the_own_share_and_is_sound(packets: dict[str, Path]) -> None:
    with at_work(packets["Ana"]) as project:
        assert list(ids_of(project, Document)) == ["Baker"]
        assert list(ids_of(project, Coder)) == [ANA]
        assert sorted(ids_of(project, Code)) == ["Bribe", "Flight", "Hunger"]
        assert list(ids_of(project, Round)) == ["First"]
        assert problems(project) == []
    with at_work(packets["Murat"]) as project:
        assert sorted(ids_of(project, Document)) == ["Baker", "Driver"]


def test_no_byte_of_a_packet_or_a_return_names_others_or_their_texts(
    lead: Project, packets: dict[str, Path]
) -> None:
    foreign = ["Murat", "Kaya", "Lena", "Lead", "Zebulon", "quicksilver", "Teacher", "Driver"]
    with closing(sqlite3.connect(lead.location)) as connection:
        secrets = connection.execute("SELECT value FROM setting WHERE key = 'seal_keys'").fetchone()[0]
        guids = [row[0] for row in connection.execute("SELECT guid FROM coder WHERE name NOT LIKE 'Ana%'")]
        guids += [row[0] for row in connection.execute("SELECT guid FROM document WHERE name != 'Baker'")]
        theirs = "SELECT guid FROM assignment JOIN coder ON coder.id = coder_id WHERE name NOT LIKE 'Ana%'"
        guids += [row[0] for row in connection.execute(theirs.replace("guid FROM", "assignment.guid FROM"))]
    with at_work(packets["Ana"]) as project:
        code(project, "Baker", "the flour", "Bribe", memo="at night")
    returned(packets["Ana"])
    folder = packets["Ana"].parent
    for path in folder.iterdir():
        if path.stem.startswith("Ana"):
            whole = path.read_bytes()
            for words in (*foreign, *guids, secrets[2:-2]):
                assert words.encode() not in whole, (path.name, words)
    (sealed,) = folder.glob("Ana*.intercoder-return")
    for words in ("Ana", "Bribe", "flour", "at night", "Baker"):
        assert words.encode() not in sealed.read_bytes()


def do_all_kinds_of_work(packets: dict[str, Path]) -> None:
    with at_work(packets["Ana"]) as project:
        code(project, "Baker", "the flour", "Bribe", memo="at night", sure=False)
        code(project, "Baker", "We queued", "Hunger", origin="search")
        project.do("New", add_code, name="Waiting")
        code(project, "Baker", "four in the morning", "Waiting")
        project.do("Slip", add_code, name="Slip")
        project.undo()
        bribe = ids_of(project, Code)["Bribe"]
        words = {"kind": "exclusion", "text": "Not for theft."}
        project.do("Propose", propose, code_id=bribe, coder_id=project.coder_id, **words)
        complete(project, "Baker")
    with at_work(packets["Murat"]) as project:
        code(project, "Driver", "paid in sugar", "Bribe")
        complete(project, "Driver")
        complete(project, "Baker")


def test_what_a_coder_did_comes_back_whole_and_one_undo_takes_it_out(
    lead: Project, packets: dict[str, Path]
) -> None:
    do_all_kinds_of_work(packets)
    outcome = taken(lead, returned(packets["Ana"]), returned(packets["Murat"]))
    assert [row.state for row in outcome.returns] == ["taken in", "taken in"]
    assert (outcome.count("new"), outcome.count("completed")) == (4, 3)
    assert (outcome.new_codes, outcome.proposals, outcome.unplaced) == (("Waiting",), 1, ())
    assert codings(lead) == {
        (ANA, "Baker", "Bribe", "the flour", "at night", False, "hand"),
        (ANA, "Baker", "Hunger", "We queued", "", True, "search"),
        (ANA, "Baker", "Waiting", "four in the morning", "", True, "hand"),
        (MURAT, "Driver", "Bribe", "paid in sugar", "", True, "hand"),
    }
    with lead.read() as session:
        assert [(row.started, row.completed) for row in rounds(session)] == [(0, 3)]
        see_everything(session)
        assert session.scalars(select(Proposal.text)).all() == ["Not for theft."]
    assert problems(lead) == []
    lead.undo()
    assert codings(lead) == set()
    lead.redo()
    assert len(codings(lead)) == 4
    assert problems(lead) == []


def test_the_same_return_changes_nothing_and_a_later_one_brings_what_is_new(
    lead: Project, packets: dict[str, Path]
) -> None:
    with at_work(packets["Ana"]) as project:
        first = code(project, "Baker", "the flour", "Bribe")
        code(project, "Baker", "We queued", "Hunger")
        complete(project, "Baker")
    returned(packets["Murat"])
    earlier = returned(packets["Ana"])
    taken(lead, earlier, open_now=True)
    latest = lead.latest_action()
    assert [row.state for row in taken(lead, earlier, open_now=True).returns] == ["nothing new"]
    assert lead.latest_action() == latest
    with at_work(packets["Ana"]) as project:
        coder_id = project.coder_id or 0
        project.do("Memo", change_coding, coding_id=first, coder_id=coder_id, memo="later")
        project.do("Remove", remove_codings, coding_ids=[first + 1], coder_id=coder_id)
        code(project, "Baker", "morning", "Flight")
        project.do("Open", reopen_document, document_id=1, coder_id=coder_id)
    later = returned(packets["Ana"])
    outcome = taken(lead, later, open_now=True)
    assert [outcome.count(what) for what in ("new", "changed", "removed", "completed", "reopened")] == [
        1,
        1,
        1,
        0,
        1,
    ]
    expected = {
        (ANA, "Baker", "Bribe", "the flour", "later", True, "hand"),
        (ANA, "Baker", "Flight", "morning", "", True, "hand"),
    }
    assert codings(lead) == expected
    assert [row.state for row in taken(lead, earlier, open_now=True).returns] == ["older"]
    assert codings(lead) == expected


def test_merged_codes_and_corrected_texts_are_followed_and_removed_documents_listed(
    lead: Project, packets: dict[str, Path]
) -> None:
    with at_work(packets["Murat"]) as project:
        code(project, "Baker", "the flour", "Bribe")
        code(project, "Baker", "the flour", "Hunger", memo="both")
        code(project, "Baker", "They took the flour", "Hunger")
        code(project, "Baker", "four in the morning", "Hunger")
        code(project, "Driver", "paid in sugar", "Bribe")
        code(project, "Baker", "We queued", "Flight")
        complete(project, "Driver")
    ids = ids_of(lead, Code)
    lead.do("Merge", merge_codes, source_ids=[ids["Bribe"]], target_id=ids["Hunger"])
    lead.do("Rename", change_code, code_id=ids["Hunger"], name="Famine")
    lead.do("Delete", delete_code, code_id=ids["Flight"])
    at = BAKER.index("took")
    lead.do("Correct", correct_text, document_id=1, start=at, end=at + 4, words="stole")
    lead.do("Name", replace_name, name="BAKER", other="Person seven")
    lead.do("Remove", remove_document, document_id=ids_of(lead, Document)["Driver"], anyway=True)
    outcome = taken(lead, returned(packets["Murat"]), open_now=True)
    assert codings(lead) == {
        (MURAT, "Baker", "Famine", "the flour", "both", True, "hand"),
        (MURAT, "Baker", "Famine", "They stole the flour", "", True, "hand"),
        (MURAT, "Baker", "Famine", "four in the morning", "", True, "hand"),
    }
    whys = sorted((part.what, part.document, part.code, part.why) for _, part in outcome.unplaced)
    assert whys == [
        ("coding", "", "Bribe", "the document was removed here since"),
        ("coding", "Baker", "Flight", "the code was removed here since"),
        ("completed mark", "", "", "the document was removed here since"),
    ]
    assert outcome.count("look_again") == 1
    with lead.read() as session:
        see_everything(session)
        (check,) = session.scalars(select(TextCheck)).all()
        assert (check.version, check.outcome) == (2, "changed")
        assert BAKER[check.start : check.end] == "They took the flour"
        stored = session.scalar(select(PacketReturn.unplaced)) or ""
        assert "the code was removed here since" in stored
    assert problems(lead) == []


def test_words_that_are_gone_from_the_text_are_kept_for_their_coder_to_look_at(
    lead: Project, packets: dict[str, Path]
) -> None:
    with at_work(packets["Ana"]) as project:
        code(project, "Baker", "We queued from four in the morning.", "Hunger", memo="long")
    at = BAKER.index(" We queued")
    lead.do("Correct", correct_text, document_id=1, start=at, end=at + 36, words="")
    outcome = taken(lead, returned(packets["Ana"]), open_now=True)
    assert codings(lead) == set()
    ((_, part),) = outcome.unplaced
    assert part.why.startswith("its words are gone")
    with lead.read() as session:
        see_everything(session)
        (check,) = session.scalars(select(TextCheck)).all()
        assert (check.outcome, check.memo, check.answer) == ("lost", "long", "")
    assert problems(lead) == []
    assert taken(lead, returned(packets["Ana"]), open_now=True).unplaced == ()


def test_codes_of_one_name_are_one_code(lead: Project, packets: dict[str, Path]) -> None:
    for who, words in (("Ana", "the flour"), ("Murat", "We queued")):
        with at_work(packets[who]) as project:
            project.do("New", add_code, name="Waiting" if who == "Ana" else "WAITING")
            code(project, "Baker", words, "Waiting" if who == "Ana" else "WAITING")
    taken(lead, returned(packets["Ana"]), open_now=True)
    outcome = taken(lead, returned(packets["Murat"]), open_now=True)
    assert outcome.same_codes == ("WAITING",)
    assert {row[2] for row in codings(lead)} == {"Waiting"}
    ids = ids_of(lead, Code)
    lead.do("Rename", change_code, code_id=ids["Waiting"], name="Patience")
    with at_work(packets["Murat"]) as project:
        code(project, "Baker", "morning", "WAITING")
    assert taken(lead, returned(packets["Murat"]), open_now=True).new_codes == ()
    assert {row[2] for row in codings(lead)} == {"Patience"}


def test_returns_of_a_blind_round_stay_sealed_until_all_are_in(
    lead: Project, packets: dict[str, Path]
) -> None:
    with at_work(packets["Ana"]) as project:
        code(project, "Baker", "the flour", "Bribe")
    outcome = taken(lead, returned(packets["Ana"]))
    assert outcome.returns[0].waits_for == ("Murat Kaya has not returned the work yet",)
    assert outcome.documents == ()
    assert codings(lead) == set()
    with at_work(packets["Murat"]) as project:
        code(project, "Baker", "We queued", "Hunger")
    outcome = taken(lead, returned(packets["Murat"]))
    assert [row.state for row in outcome.returns] == ["taken in", "taken in"]
    assert len(codings(lead)) == 2
    with lead.read() as session:
        assert history(session, limit=1)[0].label == "Take in"


def test_only_what_goes_back_is_changed_in_a_packet(packets: dict[str, Path]) -> None:
    with at_work(packets["Ana"]) as project:
        latest = project.latest_action()
        with pytest.raises(UserError, match="given out to you"):
            project.do("Import", add_document, name="Mine", text="words")
        with pytest.raises(UserError) as refused:
            project.do("Add", add_coder, name="Zoe")
        assert str(refused.value) == NOT_IN_A_PACKET
        with pytest.raises(UserError) as refused:
            project.do("Rename", change_code, code_id=1, name="Other")
        assert str(refused.value) == CODES_ARE_PROPOSED
        assert project.latest_action() == latest
        project.do("New", add_code, name="Waiting")
        project.do("Rename", change_code, code_id=ids_of(project, Code)["Waiting"], name="Patience")


def test_what_was_given_out_is_remembered(lead: Project, packets: dict[str, Path]) -> None:
    with lead.read() as session:
        guids = session.scalars(select(Packet.coder_guid).order_by(Packet.id)).all()
        people = {row[0]: row[1] for row in session.execute(select(Coder.guid, Coder.name))}
        assert [people[guid] for guid in guids] == [ANA, MURAT]
        assert session.scalar(select(Coding.id)) is None
