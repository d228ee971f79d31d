"""Passages of a layer equal what a plain loop over characters finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.report.pictures.layers import CodedPassage, CodedSpan, passages_of
from app.report.pictures.request import Layer

ANA, MURAT, CONSENSUS = 1, 2, 9
SPANS = st.lists(
    st.tuples(
        st.integers(1, 2),
        st.sampled_from([ANA, MURAT, CONSENSUS]),
        st.integers(1, 2),
        st.integers(0, 12),
        st.integers(1, 6),
    ),
    max_size=14,
)


def passages(spans: list[CodedSpan], layer: Layer) -> list[CodedPassage]:
    judges = {1: {ANA, MURAT}, 2: {ANA}}
    return passages_of(spans, layer, coder_id=ANA, consensus={CONSENSUS}, judges=judges)


def characters(spans: list[CodedSpan], coder: int) -> set[tuple[int, int, int]]:
    return {
        (span.document_id, span.code_id, at)
        for span in spans
        if span.coder_id == coder
        for at in range(span.start, span.end)
    }


def covered(found: list[CodedPassage]) -> set[tuple[int, int, int]]:
    return {
        (passage.document_id, passage.code_id, at)
        for passage in found
        for at in range(passage.start, passage.end)
    }


@settings(max_examples=80)
@given(SPANS)
def test_a_layer_covers_the_characters_that_its_coders_gave_the_code(
    rows: list[tuple[int, int, int, int, int]],
) -> None:
    spans = [
        CodedSpan(index, document, coder, code, start, start + length)
        for index, (document, coder, code, start, length) in enumerate(rows)
    ]
    ana, murat = characters(spans, ANA), characters(spans, MURAT)
    assert covered(passages(spans, "coder")) == ana
    assert covered(passages(spans, "consensus")) == characters(spans, CONSENSUS)
    anybody = passages(spans, "any")
    assert covered(anybody) == ana | murat
    by_all = {place for place in ana if place[0] == 2} | (ana & murat)
    assert covered(passages(spans, "all")) == by_all
    for first in anybody:
        for second in anybody:
            if first is not second and first[:2] == second[:2]:
                assert first.end <= second.start or second.end <= first.start


def test_a_passage_of_two_coders_opens_the_codings_of_both() -> None:
    spans = [CodedSpan(1, 1, ANA, 1, 0, 6), CodedSpan(2, 1, MURAT, 1, 4, 9), CodedSpan(3, 1, ANA, 1, 9, 12)]
    assert passages(spans, "any") == [CodedPassage(1, 1, 0, 9, (1, 2)), CodedPassage(1, 1, 9, 12, (3,))]
    assert passages(spans, "all") == [CodedPassage(1, 1, 4, 6, (1, 2))]
