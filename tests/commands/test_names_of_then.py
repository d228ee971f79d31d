"""A closed round is asked for by the names it was coded with, also where codes and coders are gone since."""

from pathlib import Path

import pytest

from app.codebook.actions import change_code, delete_code, merge_codes
from app.codebook.queries import codebook
from app.coders.actions import remove_coder
from app.coders.queries import coders
from app.documents.queries import documents
from app.rounds.actions import close_round, complete_document, create_round
from app.store import Project
from tests.commands.conftest import import_into_new
from tests.commands.said import Command
from tests.commands.test_reconcile import CODINGS, TEXT
from tests.prepared import PreparedFiles

CODES = ("Money", "Family", "Silence")


@pytest.fixture
def closed(tmp_path: Path, prepared: PreparedFiles) -> Path:
    """A closed round of Ana and Ben; since then Silence was deleted, Family merged, Ben removed."""
    return prepared.copied(make_closed, tmp_path / "money.intercoder")


def make_closed(path: Path) -> None:
    folder = path.parent / "Money"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "driver.txt").write_text(TEXT, encoding="utf-8")
    own = [one for one in CODINGS if one[0] != "GOLD"]
    lines = [f"driver,{coder},{code},{start},{end},{sure}" for coder, code, start, end, sure in own]
    (folder / "codings.csv").write_text(
        "\n".join(["doc_id,coder,code,start,end,certainty", *lines]), encoding="utf-8"
    )
    import_into_new(path, folder)
    with Project.open(str(path)) as project:
        with project.read() as session:
            (document,) = [one.id for one in documents(session)]
            people = {one.name: one.id for one in coders(session)}
            codes = {one.name: one.id for one in codebook(session)}
        round_id = project.do(
            "Plan",
            create_round,
            name="Pilot",
            document_ids=[document],
            coder_ids=[people["Ana"], people["Ben"]],
            seed=1,
        )
        for person in ("Ana", "Ben"):
            project.do("Complete", complete_document, document_id=document, coder_id=people[person])
        project.do("Close", close_round, round_id=round_id)
        project.do("Delete", delete_code, code_id=codes["Silence"])
        project.do("Merge", merge_codes, source_ids=[codes["Family"]], target_id=codes["Money"])
        project.do("Rename", change_code, code_id=codes["Money"], name="Coins")
        project.do("Remove", remove_coder, coder_id=people["Ben"], anyway=True)


@pytest.mark.parametrize("command", ["agreement", "disagreements"])
@pytest.mark.parametrize(
    "options",
    [["--codes", ",".join(CODES)], ["--coders", "Ana,Ben"], ["--codes", "Coins"], ["--documents", "driver"]],
)
def test_codes_and_coders_that_are_gone_can_be_asked_for(
    closed: Path, intercoder: Command, command: str, options: list[str]
) -> None:
    said = intercoder(command, closed, "--round", "Pilot", *options)
    assert said.code == 0, said.error
    if "Coins" not in options and "driver" not in options:
        assert "in this project" in intercoder(command, closed, *options).error


def test_the_rest_is_settled_where_a_code_is_gone_and_a_removed_coder_is_followed(
    closed: Path, intercoder: Command
) -> None:
    rules = ("reconcile", closed, "--round", "Pilot", "--rules", "coder=Ben")
    told = intercoder(*rules, "--preview", "--json").json
    done = intercoder(*rules, "--json").json
    assert (len(told["settled"]), len(told["lost"])) == (len(done["settled"]), len(done["lost"])) == (2, 1)
    assert {made["code"] for one in done["settled"] for made in one["consensus"]} == {"Coins"}


def test_feedback_of_a_removed_coder_is_told(closed: Path, intercoder: Command) -> None:
    intercoder("reconcile", closed, "--round", "Pilot", "--rules", "coder=Ana")
    said = intercoder("feedback", closed, "--round", "Pilot", "--coders", "Ben")
    assert said.code == 0
    assert said.out.splitlines()[2].startswith("Ben: ")
