"""Figures and heat maps as data: what is drawn, whoever draws it."""

import pytest

from app.agreement.study.diagnosis import diagnose
from app.agreement.study.places import numbers_of_places
from app.jobs import Job
from app.report.comparing import ShownComparison, compare, read
from app.report.comparison_choices import ComparisonChoices
from app.report.comparison_options import comparison_options
from app.report.figures import interval_chart, kind_shares
from app.report.heat_maps import confusion_grid, pair_grid
from app.report.obstacles import invitation, of_comparing
from app.rounds.actions import complete_document
from tests.study import Study

CHOICES = ComparisonChoices(unit="character")


@pytest.fixture
def compared(study: Study) -> ShownComparison:
    """Ana and Murat agree on a passage in part; what is Hard life to Ana is Corruption to Murat."""
    return compare_by(study, "code")


def compare_by(study: Study, level: str) -> ShownComparison:
    study.code("They took the flour for themselves")
    study.code("took the flour", coder_id=study.murat)
    study.code("We queued from four", code_id=study.hard_life)
    study.code("We queued from four", coder_id=study.murat)
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    with study.project.read() as session:
        options = comparison_options(session)
    assert of_comparing(options, CHOICES) == ""
    assert "have completed 1 document in common" in invitation(options, CHOICES)
    reading = read(study.project, options, CHOICES, Job())
    return compare(reading, options, CHOICES, level, Job())


def test_a_chart_of_intervals_holds_every_line_with_a_number_on_one_scale(compared: ShownComparison) -> None:
    chart = interval_chart(compared.lines, 0.8)
    lines = [*compared.lines.lines, compared.lines.pooled]
    assert [row.title for row in chart.rows] == [line.title for line in lines if line.drawn.value is not None]
    assert chart.lowest <= min(0.0, *(row.value for row in chart.rows)) + 0.02
    assert chart.steps[0] == chart.lowest
    assert chart.steps[-1] == 1
    assert chart.threshold == 0.8
    assert chart.title == "Krippendorff’s alpha by code"


def test_the_kinds_of_a_disagreement_share_all_of_what_differs(compared: ShownComparison) -> None:
    shares = kind_shares(diagnose(compared.result.material).overall)
    assert sum(part.share for part in shares) == pytest.approx(1)
    swapped = next(part for part in shares if part.kind == "swapped")
    assert swapped.words.startswith("swapped: ")
    assert "characters, 2×" in swapped.words


def test_a_heat_map_of_codes_frames_agreement_and_shades_what_is_confused(compared: ShownComparison) -> None:
    material = compared.result.material
    grid, codes = confusion_grid(diagnose(material), numbers_of_places(material, Job()), material)
    assert grid.columns == (*grid.rows, "nothing")
    cells = dict(zip(grid.columns, grid.cells[grid.rows.index("Hard life")], strict=True))
    confused = cells["Corruption"]
    assert (confused.words, confused.value) == ("19", 19.0)
    assert confused.shade == pytest.approx((19 / 20) ** 0.5)  # most is left out: 20 characters
    assert confused.beneath == "1×"
    assert not confused.outlined
    assert (cells["Hard life"].outlined, cells["Hard life"].shade) == (True, None)
    assert [material.codes[index].name for index in codes] == list(grid.rows)


def test_a_heat_map_of_pairs_says_a_pair_on_both_sides_and_nothing_of_a_coder_alone(study: Study) -> None:
    grid = pair_grid(compare_by(study, "pair").lines)
    (alone, pair), (mirrored, _) = grid.cells
    assert pair == mirrored
    assert pair.value is not None
    assert pair.shade == pytest.approx(1 - pair.value)
    assert (alone.words, alone.tip, alone.value, alone.shade) == ("", "", None, None)


def test_what_stands_in_the_way_of_a_comparison_says_what_to_do_next(study: Study) -> None:
    with study.project.read() as session:
        options = comparison_options(session)
    assert of_comparing(options, CHOICES) == (
        "Two coders must complete the same document. Ana Yilmaz has completed 0, Murat Kaya 0."
    )
    nobody = ComparisonChoices(coder_ids=(study.ana,))
    assert of_comparing(options, nobody) == "Fewer than two coders are chosen. Choose at least two above."
