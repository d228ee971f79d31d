"""What if codes were one: the same as if they had been merged, for every statistic."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.agreement.coefficients.values import NOT_USED
from app.agreement.study.levels import Levels
from app.agreement.study.material import UNITS, Material, Scope, material
from app.agreement.study.recoding import compared_recoded, recoded
from app.agreement.study.statistics import STATISTICS
from app.codebook.actions import merge_codes
from app.codebook.succession import merged_into
from app.codebook.version_actions import publish_version
from app.jobs import Job
from app.rounds.actions import close_round, create_round
from tests.agreement.projects import project_of
from tests.thorough import examples

TEXT = "A: They took the flour. We queued!\nB: And your brother? He stayed, they say.\n"
CODES = ("Money", ("Why", None, True), ("Flour", "Why", False), ("Queue", "Why", False), "Faith")
MONEY, WHY, FLOUR, QUEUE, FAITH = range(1, 6)
SPANS = st.tuples(st.integers(0, 60), st.integers(1, 15)).map(lambda span: (span[0], span[0] + span[1]))
CODINGS = st.lists(
    st.tuples(
        st.sampled_from(["One", "Two"]),
        st.sampled_from(["Ana", "Ben"]),
        st.sampled_from(["Money", "Flour", "Queue", "Faith"]),
        SPANS,
    ),
    max_size=14,
)


def loaded(folder: Path, codings, merge=None, **scope) -> Material:
    documents = [(name, TEXT, ["Ana", "Ben"], None) for name in ("One", "Two")]
    rows = [(document, coder, code, *span) for document, coder, code, span in codings if _words(span)]
    with project_of(folder, documents, rows, codes=CODES) as project:
        if merge:
            project.do("Merge", merge_codes, source_ids=merge[:-1], target_id=merge[-1])
        with project.read() as session:
            return material(session, Scope(**scope))


def _words(span) -> bool:
    return bool(TEXT[slice(*span)].strip())


def told(found: Material) -> dict[tuple[object, ...], object]:
    levels = Levels(found, STATISTICS, False, False, Job())
    return {
        (row.level, row.code, row.coders, row.statistic): (
            pytest.approx(row.value.value, abs=1e-12) if row.value.value is not None else row.value.reason
        )
        for row in levels.rows(("code", "overall", "domain", "pair"))
    }


@settings(max_examples=examples(5, thorough=40))
@given(
    codings=CODINGS,
    merge=st.sampled_from(
        [(FLOUR, QUEUE), (FLOUR, MONEY), (MONEY, FLOUR), (WHY, FAITH), (MONEY, FLOUR, FAITH)]
    ),
    unit=st.sampled_from(UNITS),
)
def test_every_statistic_is_what_it_is_when_the_codes_are_merged(codings, merge, unit) -> None:
    with TemporaryDirectory() as folder:
        before = loaded(Path(folder, "before"), codings, unit=unit)
        after = loaded(Path(folder, "after"), codings, merge, unit=unit)

    mapping = dict.fromkeys(merge[:-1], merge[-1])
    assert told(recoded(before, mapping)) == told(after)
    assert {code.name for code in recoded(before, mapping).codes} == {code.name for code in after.codes}


def test_two_codes_that_were_confused_agree_better_as_one(tmp_path: Path) -> None:
    codings = [
        ("One", "Ana", "Flour", (8, 22)),
        ("One", "Ben", "Queue", (8, 22)),
        ("Two", "Ana", "Flour", (38, 54)),
        ("Two", "Ben", "Flour", (38, 54)),
    ]
    found = compared_recoded(loaded(tmp_path / "p", codings, unit="turn"), {QUEUE: FLOUR})

    row = found.beside("krippendorff_alpha", "Flour")
    assert list(row.before) == ["Flour", "Queue"]
    assert row.before["Flour"].value == pytest.approx(0.5333, abs=1e-4)
    assert row.after.value == 1.0
    overall = found.beside("krippendorff_alpha")
    assert overall.before[None].value < overall.after.value == 1.0


def test_a_merge_that_changes_nothing_is_said_to_change_nothing(tmp_path: Path) -> None:
    found = loaded(tmp_path / "p", [("One", "Ana", "Flour", (8, 22))])
    assert recoded(found, {FLOUR: FLOUR, 99: FLOUR}).codes == found.codes
    (*_, alpha) = compared_recoded(found, {}).rows
    assert (alpha.code, alpha.before[None]) == (None, alpha.after)


def test_codes_that_went_into_one_that_is_not_here_are_one_under_the_first_name(tmp_path: Path) -> None:
    found = loaded(tmp_path / "p", [("One", "Ana", "Flour", (8, 22)), ("One", "Ben", "Queue", (8, 22))])
    codes = [code.name for code in recoded(found, {FLOUR: 99, QUEUE: 99}).codes]
    assert codes == ["Money", "Why", "Flour", "Faith"]


def test_chains_of_merges_end_in_one_code_and_unused_codes_say_so(tmp_path: Path) -> None:
    found = loaded(tmp_path / "p", [("One", "Ana", "Flour", (8, 22)), ("One", "Ben", "Queue", (8, 22))])
    compared = compared_recoded(found, {FLOUR: QUEUE, QUEUE: FAITH})
    row = compared.beside("percent_agreement", "Faith")
    assert list(row.before) == ["Faith", "Flour", "Queue"]
    assert row.before["Faith"].reason == NOT_USED
    assert row.after.value == 1.0
    with pytest.raises(KeyError):
        compared.beside("percent_agreement", "Flour")


def test_a_closed_round_is_computed_under_the_merges_that_a_later_version_made(tmp_path: Path) -> None:
    documents = [(name, TEXT, ["Ana", "Ben"], None) for name in ("One", "Two")]
    rows = [("One", "Ana", "Flour", 8, 22), ("One", "Ben", "Queue", 8, 22), ("Two", "Ana", "Faith", 8, 22)]
    with project_of(tmp_path / "p", documents, rows, codes=CODES) as project:
        round_id = project.do("Plan", create_round, name="One", document_ids=[1, 2], coder_ids=[1, 2])
        project.do("Close", close_round, round_id=round_id)
        project.do("Merge", merge_codes, source_ids=[QUEUE], target_id=FLOUR)
        version_id = project.do("Publish", publish_version, reason="One code less", coder_id=1)
        with project.read() as session:
            then, now = material(session, Scope(round_id=round_id)), material(session, Scope())
            mapping = merged_into(session, version_id)

    assert mapping == {QUEUE: FLOUR}
    found = compared_recoded(then, mapping)
    assert told(found.after) == told(now)
    assert found.beside("krippendorff_alpha", "Flour").before["Queue"].value < 0.1
    assert found.beside("krippendorff_alpha", "Flour").after.value == 1.0
