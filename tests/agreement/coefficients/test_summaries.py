"""Summaries over codes keep each code's own chance, and stay between the lowest and the highest code."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.agreement.spans.continuum import Codings, Continuum, comparable
from app.agreement.study.comparison import Comparison
from app.agreement.study.material import Scope
from app.agreement.study.parts import Subject
from app.agreement.study.results import study
from app.agreement.study.statistics import BOUNDARIES, OF_ALL_CODERS, OF_PAIRS, OF_SPANS
from tests.agreement.naive import random_continuum
from tests.agreement.projects import project_of

SUMMED = (*OF_ALL_CODERS, *OF_PAIRS, *OF_SPANS, BOUNDARIES)
KAPPAS = ("scott_pi", "cohen_kappa", "brennan_prediger", "fleiss_kappa", "conger_kappa", "gwet_ac1")


def compared(continuum):
    return Comparison(continuum, continuum, np.full(continuum.codes, -1))


def read(continuum, kind, columns):
    """Values by statistic and column."""
    parts = list(compared(continuum).parts(kind, columns, SUMMED))
    looks = [(part, part.look(False)) for part in parts]
    return {
        key: [look(key, n) for n in range(len(columns))] for part, look in looks for key in part.statistics
    }


@given(st.integers(0, 10**6), st.booleans())
def test_nothing_lies_above_the_highest_of_its_codes_nor_below_the_lowest(seed, complete):
    continuum, _ = comparable(random_continuum(seed, codes=4, complete=complete))
    names = [Subject(str(code), (code,)) for code in range(4)]
    codes, together = (
        read(continuum, kind, columns)
        for kind, columns in (("code", names), ("overall", [Subject(None, tuple(range(4)))]))
    )
    used = set(compared(continuum).usage("krippendorff_alpha").used)
    for key in SUMMED:
        own = [v.value for n, v in enumerate(codes[key]) if v.value is not None and n in used]
        value = together[key][0]
        assert (value.value is None) == (not own)
        if own:
            assert min(own) - 1e-12 <= value.value <= max(own) + 1e-12
            assert (value.codes.lowest, value.codes.count) == (min(own), len(own))
            assert value.codes.median == pytest.approx(np.median(own))


def random_two_coders():
    """Two coders who code at random: a common code, a rare one, 400 documents of one character."""
    rng = random.Random(2)
    rows = [
        (document, coder, code, 0, 1)
        for document in range(400)
        for coder in range(2)
        for code, often in ((0, 0.95), (1, 0.05))
        if rng.random() < often
    ]
    shape = np.ones(400, dtype=np.int64), np.ones((400, 2), dtype=bool)
    return Continuum(*shape, 2, Codings.of(rows))


def test_two_coders_at_random_do_not_agree_because_one_code_is_common_and_the_other_rare():
    continuum = random_two_coders()
    codes = read(continuum, "code", [Subject("a", (0,)), Subject("b", (1,))])
    together = read(continuum, "overall", [Subject(None, (0, 1))])
    alpha = together["krippendorff_alpha"][0]
    assert abs(alpha.value) < 0.15
    observed, expected = (
        sum(getattr(v, part) for v in codes["krippendorff_alpha"]) for part in ("observed", "expected")
    )
    assert alpha.value == pytest.approx(1 - observed / expected, abs=1e-12)
    for key in KAPPAS:
        p_o, p_e = (np.mean([getattr(v, part) for v in codes[key]]) for part in ("observed", "expected"))
        assert together[key][0].value == pytest.approx((p_o - p_e) / (1 - p_e), abs=1e-12), key


def made(folder, codings, coders=("A", "B", "C"), documents=8):
    texts = [(f"u{number}", "word and more.", coders, None) for number in range(documents)]
    return project_of(folder, texts, codings, codes=("x", "only C"), coders=coders)


def code_of_a_third(folder):
    rows = [(f"u{n}", "A", "x", 0, 3) for n in range(4)] + [(f"u{n}", "B", "x", 0, 3) for n in range(1, 5)]
    return made(folder, rows + [(f"u{n}", "C", "only C", 5, 8) for n in range(8)])


@pytest.mark.parametrize("unit", ["document", "turn", "character"])
def test_a_pair_has_the_same_numbers_whether_asked_for_alone_or_among_others(tmp_path, unit):
    with code_of_a_third(tmp_path) as project, project.read() as session:
        options = {"statistics": "all", "by": ("pair", "code", "overall"), "intervals": True}
        among = study(session, Scope(unit=unit), **options)
        alone = study(session, Scope(unit=unit, coder_ids=(1, 2)), **options)
    for row in alone.rows:
        if row.level in ("code", "overall"):
            found = [
                one.value
                for one in among.rows
                if one.level == "pair"
                and (one.coders, one.code, one.statistic) == (("A", "B"), row.code, row.statistic)
            ]
            assert all(value == row.value for value in found), row
    percent = alone.value("percent_agreement", "overall")
    if unit == "document":
        assert percent.value == 0.75  # of x; .875 with the code that only C used


@pytest.mark.parametrize("unit", ["document", "character"])
def test_a_document_has_the_same_numbers_whether_asked_for_alone_or_among_others(tmp_path, unit):
    with code_of_a_third(tmp_path) as project, project.read() as session:
        among = study(session, Scope(unit=unit), by=("document",))
        alone = study(session, Scope(unit=unit, document_ids=(1,)))
    for row in alone.rows:
        assert among.value(row.statistic, "document", document="u0", code=row.code) == row.value


def test_who_has_completed_nothing_is_not_compared_and_turns_nothing_off(tmp_path):
    coders = ("A", "B", "Idle")
    texts = [(f"u{number}", "word and more.", ("A", "B"), None) for number in range(6)]
    rows = [("u0", "A", "x", 0, 3), ("u0", "B", "x", 0, 3), ("u1", "A", "x", 0, 3), ("u2", "Idle", "x", 0, 3)]
    with project_of(tmp_path, texts, rows, codes=("x",), coders=coders) as project, project.read() as session:
        result = study(session, Scope(unit="document"), by=("code", "pair"))
    assert [coder.name for coder in result.material.coders] == ["A", "B"]
    assert {row.coders for row in result.rows} == {("A", "B")}
    # both 1, only A 1, neither 4
    assert result.value("cohen_kappa", code="x").value == pytest.approx(
        1 - (1 / 6) / (1 - (2 * 1 + 4 * 5) / 36)
    )


def test_who_completed_only_what_nobody_else_did_is_not_named_as_compared(tmp_path):
    texts = [("u0", "word.", ("A", "B"), None), ("u1", "word.", ("C",), None)]
    with (
        project_of(
            tmp_path, texts, [("u0", "A", "x", 0, 3)], codes=("x",), coders=("A", "B", "C")
        ) as project,
        project.read() as session,
    ):
        result = study(session, Scope())
    assert {row.coders for row in result.rows} == {("A", "B")}
