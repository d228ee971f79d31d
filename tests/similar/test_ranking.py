"""Sentences as numbers, their ranking, and the test on documents left out."""

import numpy as np
import pytest

from app.similar.features import SentenceVectors, Vocabulary, sentence_vectors
from app.similar.ranking import direction, self_test

FLOUR = [
    "They took the flour from the mill.",
    "The flour was gone by noon.",
    "We had no bread and no flour.",
    "He sold the flour to the army.",
]
OTHER = [
    "My brother stayed in the village.",
    "The road was long and dusty.",
    "She sang in the evening.",
    "We slept under the bridge.",
    "Nobody knew where to go.",
    "The soldiers came at night.",
]


def vectors(sentences: list[str]) -> SentenceVectors:
    return sentence_vectors([(text, 0, len(text)) for text in sentences], Vocabulary())


def test_a_sentence_is_as_long_as_any_other_and_one_without_words_is_nothing() -> None:
    made = vectors([*FLOUR, "… !"])
    lengths = [
        np.sqrt((made.value[a:b] ** 2).sum()) for a, b in zip(made.first, made.first[1:], strict=False)
    ]
    assert lengths[:4] == pytest.approx([1.0] * 4)
    assert lengths[4] == 0
    assert len(vectors([])) == 0


def test_along_a_direction_is_the_plain_product() -> None:
    made = vectors([*FLOUR, *OTHER])
    coded = np.array([True] * 4 + [False] * 6)
    towards = direction(made, coded, ~coded)
    for row in range(10):
        cells = slice(made.first[row], made.first[row + 1])
        plain = sum(towards[f] * v for f, v in zip(made.feature[cells], made.value[cells], strict=True))
        assert made.along(towards)[row] == pytest.approx(plain)


def test_what_shares_words_and_parts_of_words_stands_first_whatever_the_script() -> None:
    sentences = [*FLOUR, *OTHER, "Flours of every kind.", "الطحين غالٍ جدا هنا.", "أخذوا الطحين من المطحنة."]
    made = vectors(sentences)
    coded = np.zeros(len(sentences), dtype=bool)
    coded[:3] = True
    ranked = np.argsort(-made.along(direction(made, coded, np.arange(len(sentences)) >= 4)))
    assert set(ranked[:4]) == {0, 1, 2, 3}
    assert list(ranked).index(10) < 6
    arabic = np.zeros(len(sentences), dtype=bool)
    arabic[11] = True
    assert list(np.argsort(-made.along(direction(made, arabic, ~arabic))))[:2] == [11, 12]


def corpus(documents: int) -> tuple[SentenceVectors, np.ndarray, np.ndarray]:  # type: ignore[type-arg]  # of any shape
    sentences, coded, document = [], [], []
    for index in range(documents):
        for n, text in enumerate((FLOUR[index % 4], *OTHER)):
            sentences.append(f"{text} {'abcdefgh'[index % 8] * 5}")
            coded.append(n == 0)
            document.append(index)
    return vectors(sentences), np.array(coded), np.array(document)


def test_the_test_counts_what_was_coded_among_the_first_ten_of_documents_left_out() -> None:
    made, coded, document = corpus(12)
    judged = np.ones(len(coded), dtype=bool)
    test = self_test(made, coded, judged, document)
    assert test.reason == ""
    assert test.right >= 9
    assert test.base == pytest.approx(10 / 7)


def test_codings_without_anything_in_common_promise_no_more_than_chance() -> None:
    made, coded, document = corpus(30)
    lot = np.random.default_rng(5).permutation(coded)
    test = self_test(made, lot, np.ones(len(lot), dtype=bool), document)
    assert test.right < 5


@pytest.mark.parametrize(("documents", "reason"), [(0, "few codings"), (4, "few codings"), (5, "")])
def test_with_too_little_to_learn_from_nothing_is_promised(documents: int, reason: str) -> None:
    made, coded, document = corpus(documents)
    assert self_test(made, coded, np.ones(len(coded), dtype=bool), document).reason == reason


def test_codings_in_two_documents_alone_are_not_tested() -> None:
    made, coded, document = corpus(10)
    document = document % 2
    assert self_test(made, coded, np.ones(len(coded), dtype=bool), document).reason == "few documents"
