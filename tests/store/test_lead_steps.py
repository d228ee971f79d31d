"""On one computer a coder takes back nothing that only the lead does, and the lead does."""

from collections.abc import Callable, Iterator

import pytest

from app.codebook.actions import change_code
from app.codebook.proposals import decline_proposal, propose
from app.codebook.version_actions import publish_version
from app.coders.actions import add_coder, change_coder, remove_coder
from app.documents.actions import add_document, remove_document
from app.rounds.actions import (
    add_assignments,
    change_round,
    close_round,
    complete_document,
    create_round,
    remove_assignments,
    remove_round,
)
from app.store import Project
from tests.study import Study, make_study


@pytest.fixture
def project(tmp_path: object) -> Iterator[Project]:
    """Lena leads; Ana and Murat code an open round of their own, with a second text beside it."""
    study = make_study(f"{tmp_path}/study.intercoder")
    project = study.project
    lena = project.do("Add Lena", add_coder, name="Lena", role="lead")
    project.coder_id = lena
    project.do("Import", add_document, name="Nurse", text="I stayed with them.\n")
    both = [study.ana, study.murat]
    project.do("Make", create_round, name="Pilot", document_ids=[study.baker], coder_ids=both, blind=False)
    for coder_id in both:
        project.coder_id = coder_id
        project.do("Complete", complete_document, document_id=study.baker, coder_id=coder_id)
    project.coder_id = study.murat
    project.do("Propose", propose, kind="other", code_id=1, text="Narrower", coder_id=study.murat)
    project.do("Say", change_code, code_id=study.hard_life, full_definition="Murat’s words")
    project.coder_id = lena
    yield project
    project.close()


def close(project: Project) -> None:
    project.do("By Lena", close_round, round_id=1)


def plan(project: Project) -> None:
    project.do("By Lena", create_round, name="Next", document_ids=[2], coder_ids=[1, 2])


def plan_and_remove(project: Project) -> None:
    plan(project)
    project.do("By Lena", remove_round, round_id=2)


def lock(project: Project) -> None:
    project.do("By Lena", change_round, round_id=1, lock_codebook=True)


def join(project: Project) -> None:
    project.do("By Lena", add_assignments, round_id=1, pairs=[(2, 1)])


def leave(project: Project) -> None:
    project.do("By Lena", remove_assignments, round_id=1, pairs=[(1, 1)])


def publish(project: Project) -> None:
    project.do("By Lena", publish_version, coder_id=3, reason="Because")


def answer(project: Project) -> None:
    project.do("By Lena", decline_proposal, proposal_id=1, coder_id=3, answer="No")


def take_in(project: Project) -> None:
    project.do("By Lena", add_coder, name="Carl")


def send_away(project: Project) -> None:
    take_in(project)
    project.do("By Lena", remove_coder, coder_id=4)


def promote(project: Project) -> None:
    project.do("By Lena", change_coder, coder_id=1, role="lead")


STEPS = [close, plan, plan_and_remove, lock, join, leave, publish, answer, take_in, send_away, promote]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_what_only_leads_do_is_passed_over_by_a_coder_who_takes_back_and_taken_back_by_the_lead(
    project: Project, step: Callable[[Project], None]
) -> None:
    step(project)
    project.coder_id = 2
    assert project.undo_label() == "Say"
    assert project.undo() == "Say"
    project.coder_id = 3
    assert project.undo() == "By Lena"
    project.coder_id = 2
    assert project.redo_label() != "By Lena"
    project.coder_id = 3
    assert project.redo_label() == "By Lena"


def test_a_coder_takes_back_own_steps_of_those_kinds_and_a_lead_s_of_other_kinds(project: Project) -> None:
    project.do("Rename by Lena", change_code, code_id=1, name="Abuse")
    project.coder_id = 2
    assert project.undo() == "Rename by Lena"
    project.do("Remove by Murat", remove_document, document_id=1, anyway=True)
    assert project.undo() == "Remove by Murat"
    project.do("Add by Murat", add_coder, name="Carl")
    assert project.undo() == "Add by Murat"


def test_without_a_lead_everybody_takes_back_everything(study: Study) -> None:
    project = study.project
    pair = {"document_ids": [study.baker], "coder_ids": [study.ana, study.murat], "blind": False}
    project.coder_id = study.ana
    project.do("Make", create_round, name="Pilot", **pair)
    project.coder_id = study.murat
    assert project.undo() == "Make"
