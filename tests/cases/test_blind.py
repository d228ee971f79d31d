"""What is known of a case is not entered by who codes it blind."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cases.actions import link_stretch, merge_cases
from app.cases.value_actions import CellText, add_value, remove_value, set_values, use_value
from app.errors import UserError
from tests.test_blind_actions import blind_project
from tests.test_blindness import BAKER, LENA, MURAT, base

__all__ = ["base"]  # the fixture


def test_nobody_enters_what_is_known_of_a_case_while_coding_it_blind(base: Path) -> None:
    with blind_project(base) as project:
        project.coder_id = MURAT
        refused: list[tuple[Callable[..., Any], dict[str, Any]]] = [
            (set_values, {"cells": [CellText(2, 1, "50")]}),
            (add_value, {"case_id": 2, "attribute_id": 1, "text": "50"}),
            (use_value, {"value_id": 2}),
            (remove_value, {"value_id": 2}),
            (merge_cases, {"source_ids": [1], "target_id": 2}),
            (link_stretch, {"case_ids": [1], "document_id": BAKER, "start": 0, "end": 11}),
        ]
        for action, given_ in refused:
            with pytest.raises(UserError, match=r"You code “Baker”.* blind"):
                project.do("Try", action, **given_)
        project.do("Set", set_values, cells=[CellText(1, 1, "50")])
        for coder_id in (LENA, None):  # who codes nothing blind; a command that names nobody
            project.coder_id = coder_id
            project.do("Set", set_values, cells=[CellText(2, 1, str(60 + (coder_id or 0)))])
