"""Cases and passages given beforehand as units, against plain loops and examples by hand."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.agreement.coefficients.values import NOT_USED
from app.agreement.spans.continuum import Stretches, comparable, without_regions
from app.agreement.study.focus import Focus, behind, tallies_of
from app.agreement.study.in_cases import CaseTexts, in_cases
from app.agreement.study.levels import NO_CASE_IN_COMMON, NO_CASE_OF_TWO
from app.agreement.study.material import Scope, material
from app.agreement.study.results import study
from app.agreement.study.unit_differences import codings_in_units, unit_differences
from app.cases.actions import NewCase, add_cases, delete_cases, link_speaker, link_stretch
from app.documents.passages import give_passages
from app.documents.turns import TextRegion
from app.errors import UserError
from tests.agreement.naive import random_continuum, rows
from tests.agreement.projects import project_of


def random_cases(rng, continuum):
    """(case, document, start, end) of up to four cases that may share text."""
    parts = []
    for case in range(rng.randint(0, 4)):
        for _ in range(rng.randint(0, 3)):
            document = rng.randrange(continuum.documents)
            start, end = sorted(rng.choices(range(int(continuum.lengths[document]) + 1), k=2))
            if start < end:
                parts.append((case, document, start, end))
    return parts


def texts_of(parts):
    names = range(max([part[0] for part in parts], default=-1) + 1)
    case = np.array([part[0] for part in parts], dtype=np.int64)
    return CaseTexts([None for _ in names], case, Stretches.of([part[1:] for part in parts]))


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.booleans())
def test_a_code_is_present_in_a_case_as_a_plain_loop_says(seed, with_regions):
    rng = random.Random(seed)
    whole = random_continuum(seed)
    parts = random_cases(rng, whole)
    regions = random_cases(rng, whole) if with_regions else []
    stretches = Stretches.of([part[1:] for part in regions])
    compared = comparable(whole)[0]
    cut = comparable(without_regions(compared, stretches))[0]
    counted = in_cases(cut, texts_of(parts).without(compared, stretches))

    gone = [{at for _, d, start, end in regions if d == n for at in range(start, end)} for n in range(9)]
    said = {
        (d, coder, code, at)
        for d, coder, code, start, end in rows(compared.codings)
        for at in range(start, end)
        if at not in gone[d]
    }
    expected, complete = set(), {}
    for case in {part[0] for part in parts}:
        inside = {(d, at) for c, d, start, end in parts if c == case for at in range(start, end)}
        inside = {(d, at) for d, at in inside if at not in gone[d]}
        documents = {d for d, _ in inside}
        people = [g for g in range(whole.coders) if documents and all(cut.completed[d, g] for d in documents)]
        if len(people) < 2:
            continue
        complete[case] = people
        expected |= {(case, g, code, 0, 1) for d, g, code, at in said if (d, at) in inside and g in people}
    assert set(rows(counted.codings)) == expected
    assert len(counted.codings) == len(expected)
    completed = [np.flatnonzero(row).tolist() for row in counted.completed]
    assert {case: people for case, people in enumerate(completed) if people} == complete


# Bread is said by Zoe in two papers and by Omar in a talk that both had; “Both” completed everything
TALK = "Zoe: bread was scarce.\nOmar: we left at night.\n"
SPEAKS = [TextRegion("turn", 0, 5, 23, "Zoe", None), TextRegion("turn", 23, 29, len(TALK), "Omar", None)]
BOTH = ("Ana", "Ben")


def people_of_two_papers(folder, completed=BOTH, codings=None, more=()):
    documents = [
        ("Talk", TALK, BOTH, SPEAKS),
        ("Paper", "Zoe tells of bread. Mona tells of war.", completed, None),
        ("Other", "Nobody’s words, of money.", BOTH, None),
    ]
    given_codings = codings or [
        ("Talk", "Ana", "Money", 5, 10),  # Zoe
        ("Paper", "Ben", "Money", 0, 10),  # Zoe elsewhere: in the case they agree
        ("Talk", "Ana", "Work", 29, 35),  # Omar, Ana alone
        ("Paper", "Ben", "Faith", 20, 30),  # Mona, Ben alone
        ("Other", "Ana", "Money", 0, 6),  # nobody's case
    ]
    project = project_of(folder, [*documents, *more], given_codings, coders=("Ana", "Ben", "Cem"))
    project.do("Add", _link)
    return project


def _link(session):
    zoe, omar, mona = add_cases(session, cases=[NewCase("Zoe"), NewCase("Omar"), NewCase("Mona")])
    link_speaker(session, case_ids=[zoe], document_id=1, speaker="Zoe")
    link_stretch(session, case_ids=[zoe], document_id=2, start=0, end=19)
    link_speaker(session, case_ids=[omar], document_id=1, speaker="Omar")
    link_stretch(session, case_ids=[mona], document_id=2, start=20, end=38)


def compared(project, **more):
    with project.read() as session:
        return study(session, Scope(unit="case"), **more)


def test_a_case_counts_once_whatever_its_documents_by_hand(tmp_path):
    with people_of_two_papers(tmp_path) as project:
        result = compared(project, statistics="all", by=("code", "pair", "document", "overall"))
        # Money: Zoe both, Omar and Mona neither; Work: Omar by Ana alone; Faith: Mona by Ben alone
        assert result.value("cohen_kappa", code="Money").value == pytest.approx(1)
        assert result.value("percent_agreement", code="Work").value == pytest.approx(2 / 3)
        assert result.value("cohen_kappa", code="Work").value == pytest.approx(0)  # po 2/3, pe 2/3
        # of six values one is “present”: coincidences apart 2, n_c n_k 2 * 5 * 1, alpha = 1 - 5 * 2 / 10
        assert result.value("krippendorff_alpha", code="Work").value == pytest.approx(0)
        assert result.value("percent_agreement", level="document", document="Omar", code=None).n == 1
        assert result.value("u_alpha", code="Money").value is not None  # on characters, as ever
        assert result.material.uses.tolist() == [[1, 1], [1, 0], [0, 1]]  # codings in the text of cases


def test_who_has_not_completed_a_document_of_a_case_has_not_seen_it(tmp_path):
    with people_of_two_papers(tmp_path, completed=("Ana", "Cem")) as project:
        result = compared(project, statistics=("percent_agreement", "cohen_kappa"), by=("code", "pair"))
        material = result.material
        seen = {
            material.cases.rows[case].name: [material.coders[n].name for n in np.flatnonzero(row)]
            for case, row in enumerate(material.continuum.completed)
        }
        assert seen == {"Zoe": [], "Omar": ["Ana", "Ben"], "Mona": ["Ana", "Cem"]}  # Zoe: Ana alone
        assert material.dropped.single_coder_cases == 1
        pair = result.value("percent_agreement", "pair", coders=("Ben", "Cem"), code=None)
        assert pair.reason == NO_CASE_IN_COMMON
        assert result.value("percent_agreement", code="Money").reason == NOT_USED


def test_no_case_seen_whole_by_two_is_a_reason(tmp_path):
    with people_of_two_papers(tmp_path, completed=()) as project:
        project.do("Unlink", _keep_only_zoe)
        result = compared(project, statistics="all", by=("code", "overall", "pair"))
        assert result.value("cohen_kappa", "overall").reason == NO_CASE_OF_TWO
        assert result.value("cohen_kappa", "pair", coders=BOTH, code=None).reason in (
            NO_CASE_OF_TWO,
            NO_CASE_IN_COMMON,
        )
        assert result.value("u_alpha", "overall").value is not None


def _keep_only_zoe(session):
    delete_cases(session, case_ids=[2, 3])


def test_what_is_behind_a_number_lies_in_the_case(tmp_path):
    with people_of_two_papers(tmp_path) as project:
        result = compared(project, statistics=("percent_agreement",))
        names = [case.name for case in result.material.cases.rows]
        zoe = behind(result.material, Focus(document=names.index("Zoe"))).spans.codings
        assert sorted(zip(zoe.document.tolist(), zoe.coder.tolist(), strict=True)) == [(0, 0), (1, 1)]
        assert len(behind(result.material, Focus(code=0)).spans.codings) == 2  # not what is nobody's
        tallies = tallies_of(result, Focus(code=1, pair=(0, 1)))
        assert tallies.tables.reshape(2, 2).tolist() == [[2, 0], [1, 0]]


def test_a_project_without_cases_is_told_so(tmp_path):
    with (
        project_of(tmp_path, [("One", "Some words.", BOTH, None)], []) as project,
        pytest.raises(UserError, match="belongs to a case"),
    ):
        compared(project)


def test_passages_given_beforehand_are_the_units(tmp_path):
    text = "one two three four five"
    codings = [
        ("One", "Ana", "Money", 0, 7),
        ("One", "Ben", "Money", 0, 3),
        ("One", "Ana", "Work", 14, 18),  # between passages
    ]
    with project_of(tmp_path, [("One", text, BOTH, None), ("Two", text, BOTH, None)], codings) as project:
        with project.read() as session, pytest.raises(UserError, match="intercoder passages"):
            study(session, Scope(unit="passage"))
        project.do("Give", give_passages, passages={1: [(0, 3), (4, 7), (8, 13), (19, 23)]})
        with project.read() as session:
            result = study(session, Scope(unit="passage"), statistics=("percent_agreement", "cohen_kappa"))
        assert result.value("percent_agreement", code="Money").value == pytest.approx(3 / 4)
        assert result.value("cohen_kappa", code="Money").value == pytest.approx((3 / 4 - 1 / 2) / (1 / 2))
        assert result.value("percent_agreement", code="Work").reason == NOT_USED
        assert result.material.dropped.empty_documents == 1
        assert project.undo() is not None


def test_passages_may_neither_overlap_nor_leave_their_document(tmp_path):
    with project_of(tmp_path, [("One", "one two three", BOTH, None)], []) as project:
        for spans, words in (
            ([(0, 5), (4, 7)], "overlaps"),
            ([(0, 99)], "13 characters"),
            ([(3, 3)], "stretch"),
        ):
            with pytest.raises(UserError, match=words):
                project.do("Give", give_passages, passages={1: spans})


@pytest.mark.parametrize("unit", ["turn", "document", "sentence", "case", "passage"])
def test_units_in_which_coders_differ_are_those_of_a_plain_loop(tmp_path, unit):
    rng = random.Random(5)
    codings = [
        ("Talk", rng.choice(BOTH), rng.choice(("Money", "Work")), *sorted(rng.sample(range(len(TALK)), 2)))
        for _ in range(9)
    ]
    with people_of_two_papers(tmp_path, codings=codings) as project:
        project.do("Give", give_passages, passages={1: [(0, 9), (9, 20), (24, 40)]})
        with project.read() as session:
            found = material(session, Scope(unit=unit))
        if unit == "case":
            units = {0: [(0, 0, 23)], 1: [(0, 23, len(TALK))]}
        else:
            of_talk = [n for n, d in enumerate(found.units.document.tolist()) if d == 0]
            units = {
                n: [(0, int(found.units.start[row]), int(found.units.end[row]))]
                for n, row in enumerate(of_talk)
            }
        spans = found.spans.codings
        said = {
            (n, code, coder)
            for n, parts in units.items()
            for _, start, end in parts
            for document, coder, code, first, last in rows(spans)
            if document == 0 and first < end and start < last
        }
        expected = {(n, code) for n, code, coder in said if (n, code, 1 - coder) not in said}
        differences = unit_differences(found)
        place = {row.name: n for n, row in enumerate(found.wholes)} if unit == "case" else {"Talk": 0}
        names = {place["Zoe"]: 0, place["Omar"]: 1} if unit == "case" else {}
        assert {
            (names[row.whole] if unit == "case" else row.unit, row.code) for row in differences
        } == expected
        behind_units = codings_in_units(found)
        for row in differences:
            for coder in row.having:
                assert behind_units[row.whole, row.unit, row.code, coder]
            for coder in row.lacking:
                assert (row.whole, row.unit, row.code, coder) not in behind_units
