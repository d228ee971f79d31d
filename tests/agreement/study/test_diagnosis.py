"""Diagnosis: what disagreement consists of, who confuses what, and where kappa misleads."""

import numpy as np
import pytest

from app.agreement.spans.sweep import category_tallies, tally
from app.agreement.study.diagnosis import diagnose
from app.agreement.study.kind_names import KINDS
from app.agreement.study.material import Scope, material
from tests.agreement.projects import project_of

TEXT = "x" * 400
BOTH = ("Ana", "Ben")
CODES = [("Why", None, True), ("Money", "Why", False), ("Faith", "Why", False), "Work"]


def diagnosis(tmp_path, codings, *, documents=None, coders=BOTH, **scope):
    documents = documents or [("One", TEXT, coders, None)]
    project = project_of(tmp_path, documents, codings, codes=CODES, coders=coders)
    with project, project.read() as session:
        found = material(session, Scope(trim=False, **scope))
    return found, diagnose(found)


CODINGS = [
    ("One", "Ana", "Money", 0, 40),
    ("One", "Ben", "Money", 10, 20),
    ("One", "Ben", "Money", 30, 40),
    ("One", "Ana", "Money", 100, 130),
    ("One", "Ben", "Faith", 100, 130),
    ("One", "Ana", "Work", 200, 250),
]


def test_each_kind_has_its_length_and_count(tmp_path):
    _, found = diagnosis(tmp_path, CODINGS)
    money = next(one for one in found.codes if one.name == "Money")
    assert money.lengths == {"boundary": 10, "split": 10, "relative": 30, "swapped": 0, "missed": 0}
    assert money.counts == {"boundary": 1, "split": 1, "relative": 1, "swapped": 0, "missed": 0}
    assert money.agreed == 20
    assert money.shares["relative"] == pytest.approx(0.6)
    work = next(one for one in found.codes if one.name == "Work")
    assert work.shares["missed"] == 1


def test_a_domain_and_all_codes_are_the_sum_of_their_codes(tmp_path):
    _, found = diagnosis(tmp_path, CODINGS)
    assert [(one.name, one.length) for one in found.domains] == [("Why", 80)]
    assert found.overall.length == sum(one.length for one in found.codes) == 130
    assert sum(found.overall.shares.values()) == pytest.approx(1)


def test_the_confusion_matrix_names_what_was_given_instead(tmp_path):
    _, found = diagnosis(tmp_path, CODINGS)
    money, faith, work, nothing = 1, 2, 3, 4
    assert found.confusion[money, faith] == found.confusion[faith, money] == 30
    assert found.confusion[money, money] == 20
    assert found.confusion[money, nothing] == 20
    assert found.confusion[work, nothing] == 50
    assert np.array_equal(found.confusion, found.confusion.T)


def test_nothing_coded_and_full_agreement_have_no_disagreement(tmp_path):
    _, found = diagnosis(tmp_path, [("One", coder, "Money", 5, 9) for coder in BOTH])
    assert found.overall.length == 0
    assert found.overall.shares == dict.fromkeys(KINDS, 0)
    assert found.overall.agreed == 4


def test_coverage_is_the_share_of_completed_text(tmp_path):
    documents = [("One", TEXT, BOTH, None), ("Two", TEXT, ("Ana",), None)]
    _, found = diagnosis(tmp_path, [*CODINGS, ("Two", "Ana", "Work", 0, 400)], documents=documents)
    ana, ben = found.coverage
    assert (ana.name, ana.documents, ana.text) == ("Ana", 1, 400)
    assert ana.whole == (3, 120 / 400)
    assert ben.by_code[1] == (2, 20 / 400)
    assert [sum(codings for codings, _ in one.by_code) for one in (ana, ben)] == [3, ben.whole[0]]


def test_a_rare_code_and_one_sided_use_are_said_in_words(tmp_path):
    codings = [("One", "Ana", "Work", 10 * n, 10 * n + 1) for n in range(6)]
    _, found = diagnosis(tmp_path, [*codings, ("One", "Ben", "Work", 0, 1)], unit="character")
    work = next(use for use in found.uses if use.name == "Work")
    assert work.warnings[0].startswith("Rare: on 0.88 % of the characters.")
    assert work.warnings[1].startswith("One-sided: Ana gives it to 1.5 % of the characters, Ben to 0.25 %.")
    assert work.prevalence_index == pytest.approx((1 - 394) / 400)
    assert work.bias_index == pytest.approx(5 / 400)
    assert next(use for use in found.uses if use.name == "Money").warnings == []


def test_disagreeing_length_is_what_the_tables_of_all_pairs_hold(tmp_path):
    coders = ("Ana", "Ben", "Cem")
    rng = np.random.default_rng(1)
    codings = [
        ("One", coders[n % 3], ("Money", "Faith", "Work")[rng.integers(3)], int(start), int(start) + 30)
        for n, start in enumerate(rng.integers(0, 360, 40))
    ]
    found, made = diagnosis(tmp_path, codings, coders=coders)
    tables = category_tallies(tally(found.characters)).tables.sum(axis=(0, 2))
    assert [one.length for one in made.codes] == (tables[:, 0, 1] + tables[:, 1, 0]).tolist()
    assert [one.agreed for one in made.codes] == tables[:, 1, 1].tolist()


def test_a_project_without_anything_to_compare_has_an_empty_diagnosis(tmp_path):
    _, found = diagnosis(tmp_path, CODINGS, documents=[("One", TEXT, ("Ana",), None)])
    assert found.overall.length == 0
    assert found.uses[0].prevalence is None
