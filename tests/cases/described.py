"""Two people of whom one is coded blind, for the tests that what is coded blind shows nowhere."""

from typing import Any

from sqlalchemy.orm import Session

from app.cases.actions import add_case, link_documents
from app.cases.attribute_actions import add_attribute
from app.cases.queries import attributes
from app.cases.value_actions import CellText, add_value, set_values
from app.crosstabs.choices import TableChoice
from app.crosstabs.summaries import write_summary
from app.store import Project


def describe_cases(project: Project, lead: int, driver: int, baker: int) -> None:
    """What a lead knows of two people, who have a document each, driver and baker."""
    project.coder_id = lead
    people = [project.do("Case", add_case, name=name) for name in ("The driver", "The baker")]
    for case_id, document_id in zip(people, (driver, baker), strict=True):
        project.do("Link", link_documents, case_ids=[case_id], document_ids=[document_id])
    age = project.do("Attribute", add_attribute, name="Age", kind="number")
    project.do("Values", set_values, cells=[CellText(case_id, age, "40") for case_id in people])
    place = {"document_id": driver, "start": 39, "end": 51}
    project.do("Value", add_value, case_id=people[0], attribute_id=age, text="41", **place)
    for case_id in people:
        project.do("Sum up", write_summary, case_id=case_id, code_id=2, text="Robbed.", codings={"a" * 32: 9})
    project.coder_id = None


def asked_of_cases(session: Session) -> dict[str, list[Any]]:
    """What to ask of them with, for each parameter."""
    return {
        "case_id": [1, 2],
        "case_ids": [[1, 2]],
        "attribute_id": [1],
        "attribute_ids": [[1]],
        "attribute": attributes(session),
        "kind": ["text", "date"],
        "options": [()],
        "value_ids": [[1, 2, 3]],
        "cuts": [()],
        "choice": [
            *(
                TableChoice(columns="cases", layer=layer, round_id=round_id)
                for layer in ("any", "all", "consensus")
                for round_id in (None, 1)
            ),
            TableChoice(columns="documents", layer="any", round_id=None),
            TableChoice(columns="Age", layer="all", round_id=None),
        ],
    }
