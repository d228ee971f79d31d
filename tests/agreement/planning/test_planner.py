"""How much must be coded twice: the closed forms, and what a pilot says with which assurance."""

from collections.abc import Sequence

import numpy as np
import pytest

from app.agreement.coefficients.alpha import krippendorff_alpha
from app.agreement.coefficients.tallies import CategoryTallies
from app.agreement.coefficients.values import NO_VARIATION, NOT_USED, ONE_CODER, TOO_FEW_USES
from app.agreement.planning import planner
from app.agreement.planning.assurance import f_quantile, least_number
from app.agreement.planning.planner import (
    ALL_ALIKE,
    FEW_PILOT_DOCUMENTS,
    FOR_TWO_CODERS,
    NO_DISAGREEMENT,
    NO_UNITS_OF_CHARACTERS,
    ROUGH,
    CodePlan,
    plans,
    units_for_least_alpha,
    units_for_width,
)
from app.agreement.spans.continuum import Codings, Continuum, Stretches, comparable
from app.agreement.spans.sweep import category_tallies, tally
from app.agreement.study.intervals import left_out, minority, with_interval
from app.agreement.study.material import Material, Scope
from app.codebook.queries import CodeRow
from app.errors import Cancelled
from app.jobs import Job

Table = np.ndarray  # units x coders of 0 and 1


def material(documents: Sequence[Table | None], unit: str = "turn", coders: int = 2) -> Material:
    """One code on documents of units; None is a document that one coder has completed."""
    rows = [
        (number, coder, 0, place, place + 1)
        for number, table in enumerate(documents)
        if table is not None
        for place, values in enumerate(table.tolist())
        for coder, value in enumerate(values)
        if value
    ]
    lengths = np.array([5 if table is None else len(table) for table in documents], dtype=np.int64)
    completed = np.array(
        [[coder == 0 or table is not None for coder in range(coders)] for table in documents]
    )
    continuum, dropped = comparable(Continuum(lengths, completed, 1, Codings.of(rows)))
    uses = np.bincount(continuum.codings.coder, minlength=coders)[None, :]
    code = CodeRow(7, "", None, 0, "Corruption", "Corruption", 0, "", "", False, None, *[""] * 6)
    nowhere = Stretches.of([])
    three = (continuum, continuum, continuum)
    return Material(Scope(unit=unit), (), (), [code], (), *three, nowhere, dropped, uses, 0)


def judged(
    random: np.random.Generator, units: int, prevalence: float, alpha: float, coders: int = 2
) -> Table:
    """Coders who give the true value with a chance that makes their alpha what is wanted, else a guess."""
    truth = random.random((units, 1)) < prevalence
    guess = random.random((units, coders)) < prevalence
    return np.where(random.random((units, coders)) < np.sqrt(alpha), truth, guess).astype(int)


def alpha_of(table: Table) -> float:
    """Krippendorff's alpha of two coders, from its definition."""
    n, present = table.size, table.sum()
    apart = (table[:, 0] != table[:, 1]).sum()
    return 1 - (n - 1) * 2 * apart / (2 * present * (n - present))


def pilot(documents: int, units: int, seed: int = 1, **truth: float) -> list[Table]:
    random = np.random.default_rng(seed)
    return [judged(random, units, **truth) for _ in range(documents)]


def only(found: list[CodePlan]) -> CodePlan:
    (plan,) = found
    return plan


# closed forms


@pytest.mark.parametrize(("prevalence", "known"), [(0.5, 51), (0.10, 147), (0.05, 280), (0.02, 681)])
def test_the_closed_form_for_a_least_alpha_gives_the_known_numbers(prevalence, known):
    assert round(units_for_least_alpha(prevalence, 0.80, 0.05)) == known


@pytest.mark.parametrize(("least", "codings"), [(0.80, 139), (0.667, 81)])
def test_two_coders_make_twice_as_many_codings_as_a_manual_prints(least, codings):
    assert round(2 * units_for_least_alpha(0.25, least, 0.05)) == codings


@pytest.mark.parametrize("prevalence", [0.5, 0.2, 0.03])
@pytest.mark.parametrize("least", [0.5, 0.667, 0.8, 0.9])
def test_both_closed_forms_are_one_variance(prevalence, least):
    halfway, down_to_least = (1 + least) / 2, 1 - least  # the whole interval is twice its lower half
    both_sides = units_for_width(halfway, prevalence, down_to_least, level=0.90)
    assert units_for_least_alpha(prevalence, least, 0.05) == pytest.approx(both_sides)


@pytest.mark.parametrize(("alpha", "prevalence"), [(0.8, 0.3), (0.6, 0.5), (0.7, 0.1)])
def test_with_so_many_units_alpha_really_varies_within_the_wanted_width(alpha, prevalence):
    units = round(units_for_width(alpha, prevalence, 0.2))
    random = np.random.default_rng(11)
    found = [alpha_of(judged(random, units, prevalence, alpha)) for _ in range(4000)]
    low, high = np.quantile(found, [0.025, 0.975])
    assert high - low == pytest.approx(0.2, rel=0.08)


# from a pilot


def test_a_pilot_of_many_units_says_what_the_closed_form_says_where_units_are_independent():
    truth = {"prevalence": 0.3, "alpha": 0.75}
    plan = only(plans(material(pilot(100, 20, **truth)), width=0.1))
    assert plan.units.even == pytest.approx(plan.closed_form.n, rel=0.12)
    assert plan.prevalence == pytest.approx(0.3, abs=0.03)
    assert plan.documents.even * 20 == pytest.approx(plan.closed_form.n, rel=0.3)


def test_in_four_of_five_studies_the_interval_comes_out_as_narrow_as_was_planned():
    random, wanted, truth = np.random.default_rng(8), 0.3, {"prevalence": 0.2, "alpha": 0.7}
    sure, even = [], []
    for _ in range(150):
        documents = [judged(random, 30, **truth) for _ in range(10)]
        need = only(plans(material(documents), width=wanted)).documents
        assert need.even <= need.n
        for number, kept in ((need.n, sure), (need.even, even)):
            kept.append(narrow_enough([judged(random, 30, **truth) for _ in range(number)], wanted))
    assert 0.72 <= np.mean(sure) <= 0.95
    assert 0.35 <= np.mean(even) <= 0.68


def narrow_enough(documents: Sequence[Table], wanted: float) -> bool:
    tallies = category_tallies(tally(material(documents).continuum))
    tallies = CategoryTallies(*(part[:, 0] for part in vars(tallies).values()))
    alpha = krippendorff_alpha(tallies.total()).value_at()
    found = left_out(lambda counts: krippendorff_alpha(tallies.resample(counts)).value, len(documents))
    value = with_interval(alpha, "krippendorff_alpha", found, minority(tallies.coders.sum(axis=1)))
    return value.low is not None and value.high - value.low <= wanted


@pytest.mark.parametrize("probability", [0.5, 0.8, 0.9])
@pytest.mark.parametrize(("first", "second"), [(4, 3.5), (9, 6.3), (40, 27.3), (500, 70)])
def test_quantiles_of_f_are_near_those_of_scipy(probability, first, second):
    from scipy import stats

    assert f_quantile(probability, first, second) == pytest.approx(
        stats.f.ppf(probability, first, second), rel=0.03
    )


def test_documents_whose_turns_agree_or_differ_together_need_far_more_than_the_closed_form_says():
    random = np.random.default_rng(3)
    documents = [np.repeat(judged(random, 2, 0.4, 0.6), 20, axis=0) for _ in range(30)]
    plan = only(plans(material(documents), width=0.2))
    assert plan.documents.n * 40 > 8 * plan.closed_form.n


def test_a_narrower_interval_needs_more_and_a_rarer_code_too():
    common, rare = (material(pilot(30, 60, prevalence=share, alpha=0.7)) for share in (0.4, 0.05))
    wide, narrow = (only(plans(common, width=width)) for width in (0.3, 0.15))
    assert wide.documents.n < narrow.documents.n
    assert wide.units.n < narrow.units.n
    seldom = only(plans(rare, width=0.3))
    assert seldom.units.n > 2 * wide.units.n
    assert seldom.least.n > 2 * wide.least.n


def test_three_coders_need_fewer_units_than_two_and_the_closed_form_says_for_whom_it_is():
    truth = {"prevalence": 0.4, "alpha": 0.6}
    two = only(plans(material(pilot(20, 60, **truth)), width=0.15))
    three = only(plans(material(pilot(20, 60, coders=3, **truth), coders=3), width=0.15))
    assert three.units.n < two.units.n
    assert FOR_TWO_CODERS in three.closed_form.flags
    assert FOR_TWO_CODERS not in two.closed_form.flags


# reasons instead of numbers


def nobody_needs(plan: CodePlan, reason: str) -> None:
    for need in (plan.documents, plan.units, plan.closed_form, plan.least):
        assert (need.n, need.reason) == (None, reason)


def test_a_code_that_nobody_used_has_a_reason():
    nobody_needs(only(plans(material([np.zeros((20, 2), dtype=int)] * 6), width=0.2)), NOT_USED)


def test_a_code_on_every_unit_has_a_reason():
    nobody_needs(only(plans(material([np.ones((20, 2), dtype=int)] * 6), width=0.2)), NO_VARIATION)


def test_without_disagreement_nothing_is_claimed():
    alike = np.array([[1, 1], [0, 0], [1, 1], [0, 0]] * 5)
    nobody_needs(only(plans(material([alike] * 12), width=0.2)), NO_DISAGREEMENT)


def test_documents_of_one_coder_plan_nothing():
    nobody_needs(only(plans(material([None, None]), width=0.2)), ONE_CODER)


def test_fewer_than_five_documents_say_nothing_about_documents_but_something_about_units():
    plan = only(plans(material([*pilot(3, 40, prevalence=0.4, alpha=0.6), None]), width=0.2))
    assert plan.documents.reason == FEW_PILOT_DOCUMENTS
    assert plan.units.n is not None
    assert plan.closed_form.n is not None


def test_fewer_than_ten_documents_give_a_rough_guess_and_ten_do_not():
    five, ten = (
        only(plans(material(pilot(number, 40, prevalence=0.4, alpha=0.6)), width=0.3)) for number in (5, 10)
    )
    assert ROUGH in five.documents.flags
    assert ROUGH not in ten.documents.flags


def test_documents_that_are_all_alike_say_nothing_about_documents():
    same = np.array([[1, 1], [0, 1], [0, 0], [0, 0], [1, 1], [0, 0]])
    plan = only(plans(material([same] * 10), width=0.2))
    assert plan.documents.reason == ALL_ALIKE


def test_characters_are_not_planned_one_by_one():
    plan = only(plans(material(pilot(8, 50, prevalence=0.4, alpha=0.6), unit="character"), width=0.3))
    assert plan.units.reason == NO_UNITS_OF_CHARACTERS
    assert plan.closed_form.reason == NO_UNITS_OF_CHARACTERS
    assert plan.least.reason == NO_UNITS_OF_CHARACTERS
    assert plan.documents.n is not None


def test_a_width_out_of_reach_says_how_much_would_not_do(monkeypatch):
    monkeypatch.setattr(planner, "MOST_DOCUMENTS", 50)
    plan = only(plans(material(pilot(8, 30, prevalence=0.4, alpha=0.6)), width=0.02))
    assert plan.documents.reason == "more than 50"


def test_a_code_that_a_coder_hardly_used_is_flagged():
    table = np.array([[1, 1], [0, 1], *[[0, 0]] * 18])
    other = np.array([[1, 1], *[[0, 0]] * 19])
    plan = only(plans(material([table, other, other, table]), width=1.0))
    assert TOO_FEW_USES in plan.closed_form.flags


def test_a_code_that_one_document_holds_plans_no_documents():
    once = np.array([[1, 0], [1, 1], *[[0, 0]] * 38])
    empty = np.zeros((40, 2), dtype=int)
    plan = only(plans(material([once, *[empty] * 19]), width=1.0))
    assert plan.documents.reason == FEW_PILOT_DOCUMENTS


def test_codes_are_chosen_by_their_id_and_cancel_is_heard():
    found = material(pilot(8, 30, prevalence=0.4, alpha=0.6))
    assert plans(found, width=0.2, codes=[99]) == []
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        plans(found, width=0.2, job=job)


# the search


@pytest.mark.parametrize("answer", [4, 5, 6, 7, 8, 9, 13, 31, 100, 777, 9999, 10_000])
def test_the_search_finds_the_least_number_within_a_twentieth(answer):
    found = least_number(lambda n: 1.0 if n < answer else 0.1, 0.1, 4, 10_000)
    assert answer <= found <= answer * 1.05 + 1


def test_the_search_ends_when_nothing_suffices():
    assert least_number(lambda n: 1.0, 0.1, 4, 10_000) is None
