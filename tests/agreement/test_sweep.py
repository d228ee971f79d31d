"""The sweep equals a naive loop over characters."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.agreement.spans import Codings, Continuum, comparable, in_units, whole_documents
from app.agreement.sweep import category_tallies, set_intervals, tally
from tests.agreement.naive import code_sets, presence, random_continuum

XAI = Path(__file__).parents[3] / "shared" / "data" / "xai_disinfodemics"


@pytest.mark.parametrize("hundred", range(10))
def test_tallies_equal_a_loop_over_characters(hundred):
    for seed in range(hundred * 100, hundred * 100 + 100):
        continuum, _ = comparable(random_continuum(seed))
        tallies = tally(continuum)
        present, both, counts = presence(continuum)
        for (d, c, g), found in np.ndenumerate(tallies.present):
            assert found == present[d, c, g]
        for (d, c, p), found in np.ndenumerate(tallies.both):
            assert found == both[d, c, *tallies.pairs[p].tolist()]
        for (d, c, k), found in np.ndenumerate(tallies.counts):
            expected = counts[d, c, k] if continuum.completed[d].any() else 0
            assert found == expected


@pytest.mark.parametrize("codes", [3, 62, 63, 150])
def test_set_intervals_equal_a_loop_over_characters(codes):
    for seed in range(200):
        continuum, _ = comparable(random_continuum(seed, codes=codes))
        swept = set_intervals(continuum)
        assert not swept.members[0].any()
        assert len(np.unique(swept.members, axis=0)) == len(swept.members)
        spread = [[] for _ in range(continuum.documents)]
        for document, weight, sets in zip(swept.documents, swept.weights, swept.values, strict=True):
            character = {
                coder: frozenset(np.flatnonzero(swept.members[number]).tolist())
                for coder, number in enumerate(sets)
                if number >= 0
            }
            spread[document] += [character] * int(weight)
        naive = [characters if any(characters) else [] for characters in code_sets(continuum)]
        assert spread == naive


def test_tables_of_pairs_hold_only_what_both_completed():
    completed = np.array([[True, True, True], [True, True, False]])
    found = Codings.of([(0, 0, 0, 0, 6), (0, 2, 0, 4, 8), (1, 1, 0, 0, 3)])
    tables = category_tallies(tally(Continuum(np.array([10, 5]), completed, 1, found))).tables
    assert tables[:, 0].tolist() == [
        [[[4, 0], [6, 0]], [[2, 2], [4, 2]], [[6, 4], [0, 0]]],
        [[[2, 3], [0, 0]], [[0, 0], [0, 0]], [[0, 0], [0, 0]]],
    ]


def test_category_tallies_hold_the_same_sums():
    for seed in range(200):
        continuum, _ = comparable(random_continuum(seed))
        tallies = category_tallies(tally(continuum))
        pairable = continuum.lengths * continuum.completed.any(axis=1)
        for code in range(continuum.codes):
            np.testing.assert_allclose(tallies.pairable[:, code], pairable)
            np.testing.assert_allclose(tallies.shares[:, code].sum(axis=-1), pairable)
            np.testing.assert_allclose(
                tallies.tables[:, code].sum(axis=(2, 3)).max(axis=1, initial=0), pairable
            )
        values = tallies.coincidences.sum(axis=-1)
        np.testing.assert_allclose(values, tallies.coders.sum(axis=2), atol=1e-12)


def test_nothing_at_all_gives_empty_tallies():
    nothing = Continuum(np.zeros(0, dtype=np.int64), np.zeros((0, 0), dtype=bool), 0, Codings.of([]))
    assert tally(nothing).counts.shape == (0, 0, 1)
    assert set_intervals(nothing).values.shape == (0, 0)


def alpha(tallies):
    """Krippendorff's nominal alpha of presence, by code."""
    observed = tallies.coincidences.sum(axis=0)
    values = observed.sum(axis=-1)
    n = values.sum(axis=-1)
    return 1 - (n - 1) * (observed[:, 0, 1] + observed[:, 1, 0]) / (2 * values[:, 0] * values[:, 1])


def xai():
    if not XAI.exists():
        pytest.skip("the double-coded corpus lies beside the project, and is not there")
    tables = {}
    for name in ("documents", "codings"):
        with (XAI / "canonical" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    codings = [row for row in tables["codings"] if row["coder"] != "GOLD"]
    documents = [row["doc_id"] for row in tables["documents"]]
    codes, coders = sorted({r["code"] for r in codings}), sorted({r["coder"] for r in codings})
    found = [
        (
            documents.index(r["doc_id"]),
            coders.index(r["coder"]),
            codes.index(r["code"]),
            int(r["start"]),
            int(r["end"]),
        )
        for r in codings
    ]
    lengths = np.array([int(row["n_chars"]) for row in tables["documents"]])
    completed = np.ones((len(lengths), len(coders)), dtype=bool)
    reference = json.loads((XAI / "reference_agreement.json").read_text(encoding="utf-8"))["agreement"]
    continuum = Continuum(lengths, completed, len(codes), Codings.of(found))
    return codes, continuum, {row["code"]: row for row in reference}


def test_a_real_double_coded_corpus_has_the_alpha_that_others_computed():
    codes, continuum, reference = xai()
    by_character = alpha(category_tallies(tally(continuum)))
    by_document = alpha(category_tallies(tally(in_units(continuum, whole_documents(continuum)))))
    for number, code in enumerate(codes):
        assert by_character[number] == pytest.approx(reference[code]["char_alpha_nominal"], abs=1e-9)
        assert by_document[number] == pytest.approx(reference[code]["doc_alpha_nominal"], abs=1e-9)


def test_a_real_double_coded_corpus_has_the_alpha_of_coded_against_uncoded_text():
    _, continuum, reference = xai()
    any_code = replace(continuum.codings, code=np.zeros_like(continuum.codings.code))
    relevance = alpha(category_tallies(tally(replace(continuum, codes=1, codings=any_code))))
    assert relevance[0] == pytest.approx(reference["__ANY__"]["char_alpha_nominal"], abs=1e-9)
