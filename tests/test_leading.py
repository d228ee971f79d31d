"""What only leads do, and a locked codebook, hold in the actions themselves, whoever calls them."""

from pathlib import Path

import pytest

from app.codebook.proposals import accept_proposal, propose
from app.coders.actions import add_coder, change_coder
from app.errors import UserError
from app.models.journal import COMMAND_LINE
from app.rounds.actions import change_round
from app.store import Project
from app.store.leading import lock_of
from tests.memos.blind import NOT_THERE_YET
from tests.test_blind_actions import LABEL, actions, blind_project, codings_of_murat, given
from tests.test_blindness import BLIND, LENA, MURAT, base

__all__ = ["base"]  # the fixture
ROUNDS = {
    "add_sheets",
    "remove_sheets",
    "create_round",
    "change_round",
    "add_assignments",
    "remove_assignments",
    "change_members",
}
ONLY_LEADS = ROUNDS | {"publish_version", "remove_coder", "remove_round", "close_round"}
TURNS = {"split_turn", "join_turns", "give_turns", "time_turn", "set_codable", "rename_speaker"}
ONLY_LEADS |= TURNS | {
    "give_passages",
    "forget_speakers",
    "correct_text",
    "renew_text",
    "replace_name",
}  # it is coded blind
NOTHING_THERE = {"restore_version", "mark_looked_at", "merge_cases", "move_attribute"}  # refused to anybody
NOTHING_THERE |= NOT_THERE_YET
CODEBOOK = {"add_code", "change_code", "move_code", "merge_codes", "split_code", "delete_code"}
CODEBOOK |= {"add_variables", "change_variable", "move_variable", "delete_variables"}
CODEBOOK |= {"_change", "_add_at", "_add_and_apply"}
MORE = {"close_round": {"round_id": BLIND, "unfinished": "leave out"}, "remove_round": {"round_id": BLIND}}


def everything() -> dict[str, object]:
    from app.rounds.actions import close_round, remove_round

    found: dict[str, object] = {name.rpartition(".")[2]: action for name, action in actions()}
    return found | {"close_round": close_round, "remove_round": remove_round}


def refusal(project: Project, what: str) -> str:
    """What the coder at work is told on trying, and that nothing was changed then."""
    who = project.coder_id
    ids = codings_of_murat(project)
    project.coder_id = who
    with project.read() as session:
        chosen = given(session, ids) | MORE
    before = project.latest_action()
    try:
        project.do(LABEL, everything()[what], **chosen[what])  # type: ignore[arg-type]  # as given() has them
    except UserError as error:
        assert project.latest_action() == before
        return str(error)
    return ""


@pytest.mark.parametrize("what", sorted(everything()))
def test_what_only_leads_do_is_refused_to_others_with_a_sentence_and_nothing_else_is(
    base: Path, what: str
) -> None:
    with blind_project(base) as project:
        project.coder_id = MURAT
        told = refusal(project, what)
        if what in ONLY_LEADS:
            assert " by the lead, Lena, so nothing was changed. Ask for it" in told
            project.coder_id = LENA
            assert "by the lead" not in refusal(project, what)
        elif what in NOTHING_THERE:
            assert told
            assert "by the lead" not in told
        else:
            assert told == ""


@pytest.mark.parametrize("what", sorted(CODEBOOK))
def test_a_round_locks_the_codebook_in_the_actions(base: Path, what: str) -> None:
    with blind_project(base) as project:
        project.coder_id = LENA
        project.do("Lock", change_round, round_id=BLIND, lock_codebook=True)
        project.coder_id = MURAT
        told = refusal(project, what)
        assert "locks the codebook until it is closed, so nothing was changed" in told
        assert told.endswith("the lead answers it.")
        project.coder_id = LENA
        assert what == "_add_and_apply" or refusal(project, what) == ""


def test_a_command_that_names_nobody_may_do_what_leads_do(base: Path) -> None:
    blind_project(base).close()
    path = str(base.parent / "0" / "study.intercoder")
    with Project.open(path, station="here", otherwise=COMMAND_LINE) as project:
        assert refusal(project, "close_round") == ""


def test_a_round_without_a_lead_locks_nobody_out_of_the_codebook(base: Path) -> None:
    with blind_project(base) as project:
        project.coder_id = LENA
        project.do("Lock", change_round, round_id=BLIND, lock_codebook=True)
        project.do("No lead", change_coder, coder_id=LENA, role="coder")
        project.coder_id = MURAT
        with project.read() as session:
            assert lock_of(session, MURAT).endswith("anybody may accept it, as there is no lead.")
        text = "Flour\nWho took it."
        wanted = project.do("Propose", propose, kind="new", code_id=None, text=text, coder_id=MURAT)
        project.do("Accept", accept_proposal, proposal_id=wanted, coder_id=MURAT)
        assert "locks the codebook" in refusal(project, "add_code")


def test_only_a_lead_says_who_else_leads(base: Path) -> None:
    with blind_project(base) as project:
        project.coder_id = MURAT
        for action, given_to in (
            (change_coder, {"coder_id": MURAT, "role": "lead"}),
            (change_coder, {"coder_id": LENA, "role": "coder"}),
            (add_coder, {"name": "Zoe", "role": "lead"}),
        ):
            with pytest.raises(UserError, match="Who leads is said by the lead, Lena"):
                project.do("Lead", action, **given_to)  # type: ignore[arg-type]  # as they take them
        project.do("Lead", change_coder, coder_id=LENA, role="lead")
