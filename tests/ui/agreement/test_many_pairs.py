"""Many pairs at once."""

import pytest

from app.agreement.study import study as compare
from app.agreement.units import Scope
from app.coders.actions import add_coder
from app.rounds.actions import complete_document
from app.ui.agreement.lines import ALPHA, PERCENT
from app.ui.agreement.many_pairs import with_pairs
from tests.study import Study


@pytest.fixture
def study_of_three(study: Study) -> Study:
    """Ana, Murat and Carla, who have completed Baker and agree more or less."""
    carla = study.project.do("Add", add_coder, name="Carla Diaz")
    study.code("They took the flour")
    study.code("took the flour for themselves", coder_id=study.murat)
    study.code("the flour", coder_id=carla)
    study.code("He stayed", code_id=study.hard_life, coder_id=carla)
    for coder in (study.ana, study.murat, carla):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    return study


def test_pairs_taken_together_have_the_values_that_a_study_of_each_has(study_of_three: Study) -> None:
    statistics = (PERCENT, "cohen_kappa", ALPHA)
    with study_of_three.project.read() as session:
        each = compare(session, Scope("character"), statistics=statistics, by=("pair",))
        together = with_pairs(compare(session, Scope("character"), statistics=statistics, by=("overall",)))
    pairs = {row.coders for row in each.rows}
    assert len(pairs) == 3
    for coders in pairs:
        for statistic in statistics:
            wanted = each.value(statistic, "pair", code=None, coders=coders)
            assert together.value(statistic, "pair", code=None, coders=coders).value == pytest.approx(
                wanted.value
            )
