"""What a coder who codes one of two people blind does each action on cases with."""

from typing import Any

from app.cases.actions import NewCase, add_case
from app.cases.attribute_actions import NewAttribute, TypeChange, add_attribute
from app.cases.value_actions import CellText
from app.store import Project
from tests.test_blindness import BAKER, NURSE

MORE_CASE, MORE_ATTRIBUTE = 3, 2  # made where a test needs two


def given_to_cases() -> dict[str, dict[str, Any]]:
    """All about the driver: what is known of the baker Murat may not change while he codes him blind."""
    return {
        "add_case": {"name": "Zoe"},
        "add_cases": {"cases": [NewCase("Zoe")]},
        "change_case": {"case_id": 1, "note": "x"},
        "merge_cases": {"source_ids": [MORE_CASE], "target_id": 1},
        "delete_cases": {"case_ids": [1]},
        "link_documents": {"case_ids": [1], "document_ids": [NURSE]},
        "link_stretch": {"case_ids": [1], "document_id": NURSE, "start": 0, "end": 11},
        "link_speaker": {"case_ids": [1], "document_id": NURSE, "speaker": "BAKER"},
        "link_places": {"places": [(1, NURSE, "BAKER")]},
        "unlink": {"link_ids": [1]},
        "add_attribute": {"name": "Origin"},
        "add_attributes": {"attributes": [NewAttribute("Origin", "choice", options=["Homs"])]},
        "change_attribute": {"attribute_id": 1, "type_change": TypeChange(kind="text")},
        "move_attribute": {"attribute_id": MORE_ATTRIBUTE, "position": 0},
        "delete_attributes": {"attribute_ids": [1]},
        "delete_values": {"value_ids": [1]},
        "set_values": {"cells": [CellText(1, 1, "50")]},
        "add_value": {"case_id": 1, "attribute_id": 1, "text": "50"},
        "use_value": {"value_id": 3},
        "remove_value": {"value_id": 3},
        "give_passages": {"passages": {BAKER: [(0, 11)]}},
        "write_summary": {"case_id": 1, "code_id": 2, "text": "Robbed.", "codings": {}},
    }


def make_another(project: Project, what: str) -> None:
    """A second case or attribute, for an action that needs two."""
    if what == "merge_cases":
        project.do("Case", add_case, name="Another")
    if what == "move_attribute":
        project.do("Attribute", add_attribute, name="Another")
