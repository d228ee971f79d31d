"""Agreement by round, and of each coder with himself, from what closed rounds left."""

import pytest

from app.agreement.study.by_round import OfOneself, OfRound, over_rounds, with_oneself
from app.agreement.study.material import Scope
from app.agreement.study.results import study as study_of
from app.coders.actions import change_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.models import Assignment
from app.rounds.actions import close_round, complete_document, create_round
from app.rounds.queries import states
from tests.study import BAKER, Study

TURNS = Scope(unit="turn")


def plan(study: Study, name: str, **more: object) -> int:
    given = {"document_ids": [study.baker], "coder_ids": [study.ana, study.murat]} | more
    return study.project.do("Plan", create_round, name=name, **given)  # type: ignore[arg-type]  # kept short


def close(study: Study, round_id: int) -> None:
    with study.project.read() as session:
        found = states(session, Assignment.round_id == round_id)
    for row in found:
        study.project.do("Complete", complete_document, document_id=row.document_id, coder_id=row.coder_id)
    study.project.do("Close", close_round, round_id=round_id)


def between(study: Study, scope: Scope = TURNS) -> list[OfRound]:
    with study.project.read() as session:
        return over_rounds(session, scope, statistic="percent_agreement")


def oneself(study: Study, scope: Scope = TURNS) -> list[OfOneself]:
    with study.project.read() as session:
        return with_oneself(session, scope, statistics=["percent_agreement"])


def repeat(study: Study, round_id: int, coder_id: int, words: str) -> None:
    """Code some words in a coder's hidden repeat."""
    with study.project.read() as session:
        copies = [
            row.document_id
            for row in states(session, Assignment.round_id == round_id)
            if row.coder_id == coder_id and row.repeat_of_id
        ]
    start = BAKER.index(words)
    study.project.do(
        "Apply",
        apply_code,
        document_id=copies[0],
        code_id=study.corruption,
        coder_id=coder_id,
        start=start,
        end=start + len(words),
    )


def test_each_closed_round_has_its_value_as_it_was(study: Study) -> None:
    first = plan(study, "Pilot", kind="pilot")
    study.code("flour")
    close(study, first)
    second = plan(study, "Round 2")
    study.code("flour", coder_id=study.murat)
    close(study, second)
    plan(study, "Round 3")

    found = between(study)
    assert [one.round.name for one in found] == ["Pilot", "Round 2"]
    assert [one.overall.value for one in found] == [pytest.approx(0.75), pytest.approx(1.0)]
    assert [one.documents for one in found] == [1, 1]
    assert found[0].codes["Corruption"].value == pytest.approx(0.75)


def test_a_round_without_what_is_compared_says_so(study: Study) -> None:
    close(study, plan(study, "Pilot"))
    found = between(study, Scope(unit="turn", coder_ids=(99,)))
    assert (found[0].overall.value, found[0].overall.reason) == (
        None,
        "undefined: what is compared is not in this round",
    )


def test_hidden_repeats_show_how_far_a_coder_agrees_with_himself(study: Study) -> None:
    first = plan(study, "Pilot", repeats=1)
    study.code("flour")
    study.code("flour", coder_id=study.murat)
    repeat(study, first, study.ana, "flour")
    repeat(study, first, study.murat, "stayed")
    assert oneself(study) == []
    close(study, first)
    study.project.do("Rename", change_coder, coder_id=study.ana, name="Anna")

    found = {one.coder.name: one for one in oneself(study)}
    overall = {
        name: row.value.value for name, one in found.items() for row in one.rows if row.level == "overall"
    }
    assert overall == {"Ana Yilmaz": pytest.approx(1.0), "Murat Kaya": pytest.approx(0.5)}
    assert found["Ana Yilmaz"].rows[0].coders == ("Ana Yilmaz", "Ana Yilmaz again")
    assert [one.documents for one in found.values()] == [1, 1]
    assert [one.coder.id for one in oneself(study, Scope(unit="turn", coder_ids=(study.murat,)))] == [
        study.murat
    ]


def test_without_repeats_nobody_is_compared_with_himself(study: Study) -> None:
    close(study, plan(study, "Pilot"))
    assert oneself(study) == []


def test_a_closed_round_has_one_interval_wherever_it_is_asked_for(study: Study) -> None:
    first = plan(study, "Pilot")
    texts = [study.project.do("Import", add_document, name=f"D{n}", text=BAKER) for n in range(8)]
    second = plan(study, "Second", document_ids=texts)
    for number, document_id in enumerate(texts):
        for coder_id, start in ((study.ana, 10), (study.murat, 10 + 100 * (number % 3 > 0))):
            for at in (start, 45):
                own = {"document_id": document_id, "code_id": study.corruption, "coder_id": coder_id}
                study.project.do("Apply", apply_code, **own, start=at, end=at + 3)
    close(study, first)
    close(study, second)
    with study.project.read() as session:
        over_time = over_rounds(session, TURNS, statistic="krippendorff_alpha", intervals=True)[1]
        alone = study_of(session, Scope(unit="turn", round_id=second), intervals=True)
    value = alone.value("krippendorff_alpha", code="Corruption")
    assert value.low is not None
    assert over_time.codes["Corruption"] == value
    assert over_time.overall == alone.value("krippendorff_alpha", "overall")
