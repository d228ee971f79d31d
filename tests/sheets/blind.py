"""Sheets that are answered blind, for the tests that what is done there shows nowhere."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.codebook.variables import VariableOption
from app.reconcile.value_actions import ValueChoice, decide_values
from app.reconcile.value_queue import value_queue
from app.rounds.actions import create_round
from app.sheets.actions import AnswerText, add_passage, complete_sheet, give_answer
from app.sheets.queries import SheetSubject
from app.sheets.values import Given
from app.sheets.variable_actions import AnswerChange, NewVariable, add_variables
from app.store import Project

DRIVER_CASE, BAKER_CASE = 1, 2
BRIBED, TONE, CHILDREN = 1, 2, 3
SHEETS_ROUND = 3
WORDS = ("yes", "no")
WORK_ON_SHEETS = [
    f"app.sheets.actions.{what}" for what in ("give_answer", "give_answers", "add_passage", "remove_passage")
]
SHEETS_NOT_ASKED = {  # for the walk through all that looks
    "app.sheets.assigned.assigned_sheets": "takes a condition: asked through rounds()",
    "app.rounds.snapshot.stored_round": "gives rows of tables: asked through frozen() and frozen_sheets()",
    **{
        f"app.store.unseen_answers.{part}": "taken away"
        for part in ("as_written", "unseen_answers", "unseen_settling", "marked_sheets")
    },
    **{
        f"app.studies.{part}": "asked through study_of()"
        for part in (
            "sheets.sheets_out",
            "sheets.answers_out",
            "sheets.closed_sheets_out",
            "settled_values.value_decisions_out",
            "settled_values.value_votes_out",
        )
    },
}


def plan_sheets(project: Project, lead: int, coders: Sequence[int]) -> None:
    """Three variables, an open sheet of the driver by each coder, and a blind round of the baker's sheets."""
    project.coder_id = lead
    options = [VariableOption(word) for word in WORDS]
    asked = [
        NewVariable("Bribed", "case", options=options),
        NewVariable("Tone", "document", options=options),
        NewVariable("Children", "case", level="ratio"),
    ]
    project.do("Ask", add_variables, variables=asked)
    planned = {"case_ids": [BAKER_CASE], "coder_ids": list(coders)}
    project.do("Plan sheets", create_round, name="Blind sheets", **planned)
    for coder_id, text in zip(coders, WORDS, strict=True):
        project.coder_id = coder_id
        said = {"coder_id": coder_id, "variable_id": BRIBED}
        project.do("Open answer", give_answer, about="case", subject_id=DRIVER_CASE, text=text, **said)
        project.do("Ready", complete_sheet, about="case", subject_id=DRIVER_CASE, coder_id=coder_id)
    project.coder_id = lead
    with project.read() as session:
        (row,) = value_queue(session)
    settled = ValueChoice(row.item, "coder", Given("answered", "yes"), reason="slip")
    project.do("Settle answers", decide_values, choices=[settled], coder_id=lead)
    project.coder_id = coders[0]
    own = {"about": "case", "subject_id": BAKER_CASE, "coder_id": coders[0]}
    project.do("Own answer", give_answer, **own, variable_id=BRIBED, text="yes", memo="mine")
    project.do("Complete", complete_sheet, **own)
    project.coder_id = None


def answer_blind(project: Project, coder_id: int, secret: str, *, of_document: int) -> None:
    """As many answers whatever is said; of the case, and of the document that is coded blind."""
    project.coder_id = coder_id
    chosen = WORDS[len(secret) % 2]
    own = {"about": "case", "subject_id": BAKER_CASE, "coder_id": coder_id}
    project.do(f"Answer {chosen}", give_answer, **own, variable_id=BRIBED, text=chosen, memo=secret)
    place = {"document_id": of_document, "start": 39, "end": 51 + len(secret)}
    project.do("Show why", add_passage, **own, variable_id=BRIBED, **place)
    project.do("Count", give_answer, **own, variable_id=CHILDREN, text=str(len(secret)))
    project.do("Take back", give_answer, **own, variable_id=CHILDREN, text="")
    of_text = {"about": "document", "subject_id": of_document, "coder_id": coder_id}
    project.do(f"Tone {chosen}", give_answer, **of_text, variable_id=TONE, text=chosen, memo=secret)


def asked_of_sheets(session: Session) -> dict[str, list[Any]]:
    """What to ask of them with, for each parameter."""
    return {
        "about": ["case", "document"],
        "subject": [SheetSubject("case", BAKER_CASE), SheetSubject("document", 2)],
        "variable_id": [BRIBED, TONE],
        "variables": [],
        "sheet_ids": [list(range(1, 9))],
        "value_item": [row.item for row in value_queue(session)],
    }


def given_to_sheets(session: Session, coder_id: int, document_id: int) -> dict[str, dict[str, Any]]:
    """What a coder does each action on sheets with, in a blind round of the baker's."""
    own = {"about": "case", "subject_id": BAKER_CASE, "coder_id": coder_id}
    of_it = {"variable_id": BRIBED}
    place = {"document_id": document_id, "start": 39, "end": 60}
    subject = SheetSubject("case", BAKER_CASE)
    (row,) = value_queue(session)
    choice = ValueChoice(row.item, "nobody", follows_id=1)
    return {
        "decide_values": {"choices": [choice], "coder_id": coder_id},
        "reopen_value": {"decision_id": 1, "coder_id": coder_id},
        "vote_on_value": {"value_item": row.item, "coder_id": coder_id, "given": Given("answered", "no")},
        "add_variables": {"variables": [NewVariable("Age", level="ratio")]},
        "change_variable": of_it | {"answers": AnswerChange(renamed={"no": "never"}, unfit="remove")},
        "move_variable": {"variable_id": CHILDREN, "position": 0},
        "delete_variables": {"variable_ids": [CHILDREN]},
        "give_answer": own | {"variable_id": CHILDREN, "text": "7"},
        "give_answers": {"answers": [AnswerText(subject, coder_id, CHILDREN, "8")]},
        "add_passage": own | of_it | place,
        "remove_passage": own | of_it | place | {"end": 51 + len("secret")},
        "complete_sheet": own,
        "complete_sheets": {"pairs": [(subject, coder_id)]},
        "reopen_sheet": own | {"subject_id": DRIVER_CASE},
        "add_sheets": {"round_id": SHEETS_ROUND, "pairs": [(subject, 3)]},
        "remove_sheets": {"round_id": SHEETS_ROUND, "pairs": [(subject, coder_id)]},
    }
