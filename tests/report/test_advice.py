"""Advice can be followed by whoever reads it, in a closed round too."""

from app.agreement.coefficients.unitizing import OVERLAPS
from app.agreement.study.variables import TWO_VALUES
from app.codebook.actions import add_code, move_code
from app.jobs import Job
from app.report.comparing import compare, read
from app.report.comparison_choices import ComparisonChoices
from app.report.comparison_options import comparison_options
from app.report.group_table import columns
from app.report.groups import groups_of
from app.report.obstacles import of_comparing
from app.report.reasons import explained_in_group
from app.rounds.actions import close_round, complete_document, create_round
from tests.study import Study


def closed(study: Study, *completed: int) -> int:
    """The id of a closed round of Ana and Murat, of which some completed the document."""
    people = [study.ana, study.murat]
    plan = {"name": "One", "document_ids": [study.baker], "coder_ids": people}
    round_id = study.project.do("Plan", create_round, **plan)
    for coder_id in completed:
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder_id)
    study.project.do("Close", close_round, round_id=round_id, unfinished="leave out")
    return round_id


def test_nobody_is_told_to_change_a_coding_of_a_closed_round_or_of_somebody_else() -> None:
    for reason in (OVERLAPS, TWO_VALUES):
        assert "whoever coded them can take one code off each" in explained_in_group(reason)
        then = explained_in_group(reason, closed=True)
        assert "take one code off" not in then
        assert "leave one of the two codes out above" in then


def test_leaving_one_of_two_overlapping_codes_out_gives_a_closed_round_its_value(study: Study) -> None:
    group = study.project.do("Add", add_code, name="Why", exclusive=True)
    third = study.project.do("Add", add_code, name="Fear")
    for code_id in (study.corruption, study.hard_life, third):
        study.project.do("Move", move_code, code_id=code_id, parent_id=group, position=0)
    for code_id in (study.corruption, study.hard_life):
        study.code("They took the flour", code_id=code_id)
    study.code("They took the flour", coder_id=study.murat)
    study.code("He stayed", code_id=third)
    study.code("He stayed", code_id=third, coder_id=study.murat)
    round_id = closed(study, study.ana, study.murat)

    with study.project.read() as session:
        options = comparison_options(session, round_id)
    tips, values = [], []
    for code_ids in (None, (group, study.corruption, third)):
        choices = ComparisonChoices(unit="character", round_id=round_id, code_ids=code_ids)
        compared = compare(read(study.project, options, choices, Job()), options, choices, "code", Job())
        line = groups_of(compared.result, Job()).lines[0]
        tips.append("".join(column.tip(line) for column in columns() if column.tip))
        values.append(line.values["cu_alpha"].value)
    assert "leave one of the two codes out above" in tips[0]
    assert values == [None, 1.0]


def test_a_closed_round_that_nobody_completed_sends_to_another_round_and_to_no_work_in_it(
    study: Study,
) -> None:
    round_id = closed(study, study.ana)
    with study.project.read() as session:
        options = comparison_options(session, round_id)
    assert of_comparing(options, ComparisonChoices(round_id=round_id)) == (
        "No two coders completed the same document in this round, and a closed round stays as it is. "
        "Choose another round above, or the codings of now."
    )
