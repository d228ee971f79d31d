"""What somebody else wrote since a form was opened is not stored over unseen."""

from collections.abc import Callable
from typing import Any

import pytest

from app.codebook.actions import change_code
from app.coders.actions import change_coder
from app.coding.actions import change_coding
from app.documents.actions import change_document
from app.errors import Conflict, Overwritten
from app.models import Code, Coder, Coding, Document, Round
from app.reconcile.reasons import own_reasons, set_own_reasons
from app.rounds.actions import change_round, create_round
from tests.study import Study

Given = dict[str, Any]
FORMS: list[tuple[Callable[..., None], type[Any], str, str]] = [
    (change_code, Code, "code_id", "full_definition"),
    (change_code, Code, "code_id", "name"),
    (change_document, Document, "document_id", "note"),
    (change_document, Document, "document_id", "name"),
    (change_coding, Coding, "coding_id", "memo"),
    (change_round, Round, "round_id", "note"),
    (change_round, Round, "round_id", "name"),
    (change_coder, Coder, "coder_id", "name"),
]


@pytest.fixture
def full(study: Study) -> Study:
    study.code("flour")
    study.project.do(
        "Plan", create_round, name="One", document_ids=[study.baker], coder_ids=[study.ana], blind=False
    )
    return study


@pytest.mark.parametrize(("action", "model", "which", "field"), FORMS)
def test_the_second_of_two_forms_is_refused_with_both_texts_until_it_has_seen_the_first(
    full: Study, action: Callable[..., None], model: type[Any], which: str, field: str
) -> None:
    own = {"coder_id": full.ana} if model is Coding else {}

    def stored() -> str:
        with full.project.read() as session:
            value: str = getattr(session.get_one(model, 1), field)
            return value

    def store(text: str, seen: str | None) -> None:
        more: Given = own | {which: 1, field: text} | ({} if seen is None else {"seen": {field: seen}})
        full.project.do("Store", action, **more)

    before = stored()
    store("What she wrote", before)
    with pytest.raises(Conflict) as refused:
        store("What I wrote", before)
    assert isinstance(refused.value, Overwritten)
    for text in ("“What she wrote”", "“What I wrote”", "nothing of yours is lost"):
        assert text in str(refused.value)
    assert stored() == "What she wrote"
    store("What she wrote", before)  # the same needs no question
    store("What both wrote", str(refused.value.now[field]))
    assert stored() == "What both wrote"
    store("What a command says", None)
    assert stored() == "What a command says"


def test_another_field_of_the_same_row_is_no_conflict(full: Study) -> None:
    full.project.do("Define", change_code, code_id=1, use_when="Often")
    full.project.do("Define", change_code, code_id=1, full_definition="Mine", seen={"full_definition": ""})
    with full.project.read() as session:
        code = session.get_one(Code, 1)
        assert (code.use_when, code.full_definition) == ("Often", "Mine")


def test_reasons_that_were_changed_meanwhile_are_not_stored_over(full: Study) -> None:
    full.project.do("Reasons", set_own_reasons, reasons=["hers"], seen=())
    with pytest.raises(Conflict, match="there now: hers\n  yours: mine"):
        full.project.do("Reasons", set_own_reasons, reasons=["mine"], seen=())
    full.project.do("Reasons", set_own_reasons, reasons=["hers", "mine"], seen=("hers",))
    with full.project.read() as session:
        assert own_reasons(session) == ("hers", "mine")
