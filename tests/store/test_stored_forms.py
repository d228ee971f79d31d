"""What is kept for ever: what earlier programs stored is read as they meant it, and forms need no query."""

import json
import shutil
from dataclasses import MISSING, asdict, fields, make_dataclass
from pathlib import Path
from typing import Any

import pytest

from app.codebook import queries as codebook_queries
from app.codebook.queries import CodeRow
from app.codebook.version_actions import publish_version
from app.codebook.versions import contents
from app.coders.queries import CoderRow
from app.documents.queries import DocumentRow, RegionRow
from app.errors import StoreError
from app.models import Code, CodebookVersion, Coder, Decision, Document, Snapshot, SnapshotDocument, Vote
from app.reconcile.actions import decide
from app.reconcile.discussion import ballot, cast_vote
from app.reconcile.outcomes import made_from, result_of, voted_from
from app.reconcile.queries import decisions, queue
from app.rounds import snapshot
from app.rounds.actions import close_round, complete_document, create_round
from app.rounds.queries import rounds
from app.rounds.snapshot import frozen
from app.store import Project, chain
from app.store.check import problems
from app.store.stored.decisions import decision_read, vote_read
from app.store.stored.rounds import document_read, round_read
from tests.study import Study

FORMAT_1 = Path(__file__).parent.parent / "files" / "stored-format-1"
ROWS = [CodeRow, CoderRow, DocumentRow, RegionRow]
# what has a default is not stored with closed rounds
FIELDS = [(row, field.name) for row in ROWS for field in fields(row) if field.default is MISSING]


@pytest.fixture
def old(tmp_path: Path) -> Any:
    """A project with a closed round, versions, decisions and votes, stored before forms had formats."""
    path = tmp_path / "study.intercoder"
    shutil.copy(FORMAT_1 / "study.intercoder", path)
    with Project.open(str(path), station="station-of-format-1") as project:
        yield project


def read(project: Project) -> Any:
    """Everything that is kept for ever, as JSON of the names of today."""
    with project.read() as session:
        taken = decisions(session, 1)
        whole = frozen(session, 1)
        assert whole is not None
        found = {
            "round": asdict(whole),
            "versions": {
                number: [asdict(code) for code in codes] for number, codes in contents(session).items()
            },
            "decisions": [
                {
                    "codings": [made._asdict() for made in decision.codings],
                    "coders": sorted(decision.coder_ids),
                    "settled": asdict(decision.settled),
                }
                for decision in taken
            ],
            "votes": [
                asdict(vote) | {"codings": [made._asdict() for made in vote.codings]}
                for vote in ballot(session, taken[0].settled).votes
            ],
            "states": [[row.item.key, row.status] for row in queue(session, 1)],
        }
    return json.loads(json.dumps(found))


def test_what_was_stored_before_there_were_formats_is_read_as_it_was_then(old: Project) -> None:
    assert problems(old) == []
    assert read(old) == json.loads((FORMAT_1 / "read.json").read_text(encoding="utf-8"))
    with old.read() as session:
        (closed,) = rounds(session)
    assert (closed.documents, closed.coders, closed.completed) == (2, 2, 3)
    while old.undo():
        pass
    while old.redo_label() is not None:
        old.redo()
    assert problems(old) == []
    assert read(old) == json.loads((FORMAT_1 / "read.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("row", "field"), FIELDS, ids=[f"{row.__name__}.{field}" for row, field in FIELDS])
def test_a_renamed_field_of_a_query_row_never_empties_a_closed_round(
    old: Project, monkeypatch: pytest.MonkeyPatch, row: type[Any], field: str
) -> None:
    """Where the name is read at all, the program stops there; what is stored is read without query rows."""
    names = [f"{each.name}_renamed" if each.name == field else each.name for each in fields(row)]
    later = {each.name: each.default for each in fields(row) if each.default is not MISSING}
    renamed = make_dataclass(row.__name__, names, frozen=True, namespace=later)
    with old.read() as session:
        whole = session.query(Snapshot).one()
        documents = session.query(SnapshotDocument).all()
        before = [round_read(vars(whole), "it"), *(document_read(vars(each), "it") for each in documents)]
        for module in (snapshot, codebook_queries):
            if hasattr(module, row.__name__):
                monkeypatch.setattr(module, row.__name__, renamed)
        after = [round_read(vars(whole), "it"), *(document_read(vars(each), "it") for each in documents)]
        assert after == before
        if row is CodeRow:  # built by place
            seen = frozen(session, 1)
            assert seen is not None
            assert getattr(seen.codes[1], f"{field}_renamed") == getattr(codebook_row(), field)
        else:
            with pytest.raises(TypeError, match="unexpected keyword"):
                frozen(session, 1)


def codebook_row() -> CodeRow:
    """The second code of the closed round, as it was when the round was closed."""
    code = json.loads((FORMAT_1 / "read.json").read_text(encoding="utf-8"))["round"]["codes"][1]
    return CodeRow(**code)


@pytest.fixture
def new(study: Study) -> Study:
    """A closed round coded by a version, a decision and a vote, stored as they are now."""
    do = study.project.do
    version = do("Publish", publish_version, reason="First", coder_id=study.ana)
    round_id = do(
        "Plan",
        create_round,
        name="Round 1",
        document_ids=[study.baker],
        coder_ids=[study.ana, study.murat],
        version_id=version,
    )
    study.code("They took the flour", memo="طويل")
    study.code("They took the flour", code_id=study.hard_life, coder_id=study.murat)
    for coder_id in (study.ana, study.murat):
        do("Complete", complete_document, document_id=study.baker, coder_id=coder_id)
    do("Close", close_round, round_id=round_id)
    with study.project.read() as session:
        (row,) = queue(session, round_id)
    both = result_of(row.item, "both")
    do("Vote", cast_vote, item=row.item, coder_id=study.ana, outcome="both", codings=both)
    do("Decide", decide, item=row.item, outcome="both", codings=both, coder_id=study.ana, follows_id=None)
    return study


def test_what_is_stored_has_a_format_and_a_guid_beside_each_id(new: Study) -> None:
    with new.project.read() as session:
        codes = {row.id: row.guid for row in session.query(Code)}
        people = {row.id: row.guid for row in session.query(Coder) if row.role == "coder"}
        document = session.query(Document).one()
        whole = json.loads(session.query(Snapshot.content).scalar())
        part = json.loads(session.query(SnapshotDocument.content).scalar())
        version = session.query(CodebookVersion).one()
        stored_version = json.loads(version.content)
        originals, vote = session.query(Decision.originals).scalar(), session.query(Vote.codings).scalar()
    assert [
        each["format"] for each in (whole, part, stored_version, json.loads(originals), json.loads(vote))
    ] == [2] * 5
    assert {code["id"]: code["guid"] for code in whole["codes"]} == codes
    assert {code["id"]: code["guid"] for code in stored_version["codes"]} == codes
    assert {coder["id"]: coder["guid"] for coder in whole["coders"]} == people
    assert whole["version_guid"] == version.guid
    assert (part["document"]["guid"], part["repeat_of_guid"]) == (document.guid, "")
    assert decision_read(originals).code_guids == vote_read(vote).code_guids == codes
    assert decision_read(originals).coder_guids == people
    assert made_from(originals) == voted_from(vote)
    assert problems(new.project) == []


def test_the_names_under_which_things_are_stored_are_these_for_ever(new: Study) -> None:
    with new.project.read() as session:
        whole = json.loads(session.query(Snapshot.content).scalar())
        part = json.loads(session.query(SnapshotDocument.content).scalar())
    names = "format name kind blind version counts coders codes documents guid version_guid"
    assert list(whole) == names.split()
    definitions = "brief_definition full_definition use_when do_not_use_when typical_example close_but_no"
    code = f"id guid parent_id position name colour shortcut exclusive {definitions}"
    assert list(whole["codes"][0]) == code.split()
    assert list(whole["coders"][0]) == ["id", "guid", "name", "initials", "colour", "role"]
    names = "format document repeat_of_id repeat_of_guid regions states codings"
    assert list(part) == names.split()
    origin = "imported_at file_name outlet author published collected url licence"
    described = f"{origin} interviewer interpreter place note"
    identified = "id guid name position language direction length text_version"
    assert list(part["document"]) == f"{identified} {described}".split()
    assert part["regions"][1][1:] == ["turn", 32, 39, 111, "BAKER", ""]
    columns = "id guid code_id coder_id start end sure memo origin"
    assert list(part["codings"]) == columns.split()


def test_a_form_of_a_newer_program_is_refused_in_words(new: Study) -> None:
    newer = '{"format":3}'
    for read_form in (decision_read, vote_read):
        with pytest.raises(StoreError, match="newer version of Intercoder"):
            read_form(newer)
    row = {"round_id": 1, "at": "", "content": newer}
    with pytest.raises(StoreError, match="What it left was stored by a newer version"):
        round_read(row | {"hash": chain.seal("snapshot", row)}, "What it left")
