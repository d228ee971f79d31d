"""From the project to arrays: who and what takes part, which text is compared, and in which units."""

import numpy as np
import pytest
from sqlalchemy import event

from app.agreement.study import intake
from app.agreement.study.material import UNITS, Scope, material, reading
from app.documents.turns import TextRegion
from app.errors import Cancelled, UserError
from app.jobs import Job
from tests.agreement.projects import project_of

TEXT = "Q: Why?\nA: Bread. And war.\nQ: Go on.\nA: We left.\n"  # turns at 0, 8, 27, 37
ANSWER, QUESTION = TEXT.index("Bread"), TEXT.index("Q: Go")
BOTH = ("Ana", "Ben")


def load(project, **scope):
    with project, project.read() as session:
        return material(session, Scope(**scope))


def spans(found):
    codings = found.spans.codings
    rows = zip(codings.coder.tolist(), codings.start.tolist(), codings.end.tolist(), strict=True)
    return sorted(rows)


def test_who_has_not_completed_attracts_no_boundary(tmp_path):
    codings = [
        ("One", "Ana", "Money", 10, 20),
        ("One", "Ben", "Money", 11, 20),
        ("One", "Cem", "Money", 13, 20),
        ("One", "Dan", "Money", 13, 20),
    ]
    project = project_of(tmp_path, [("One", TEXT, BOTH, None)], codings, coders=(*BOTH, "Cem", "Dan"))
    # with Cem and Dan, who are not done, fewest would disagree with all at 13
    assert spans(load(project, tolerance=3, trim=False)) == [(0, 11, 20), (1, 11, 20)]
    everybody = (*BOTH, "Cem", "Dan")
    done = project_of(tmp_path / "2", [("One", TEXT, everybody, None)], codings, coders=everybody)
    assert {row[1] for row in spans(load(done, tolerance=3, trim=False))} == {13}


def non_codable(*stretches):
    turns = [TextRegion("turn", 0, 3, 8, "Q", None), TextRegion("turn", 8, 11, 27, "A", None)]
    turns += [TextRegion("turn", 27, 30, 37, "Q", None), TextRegion("turn", 37, 40, len(TEXT), "A", None)]
    return turns + [TextRegion("non_codable", start, start, end, "", None) for start, end in stretches]


def test_what_is_not_codable_is_in_no_span_and_no_unit(tmp_path):
    documents = [("One", TEXT, BOTH, non_codable((0, 8), (27, 37)))]
    codings = [
        ("One", "Ana", "Money", 11, 45),  # across the interviewer's question
        ("One", "Ben", "Money", 11, 30),  # into it
        ("One", "Ben", "Work", 28, 34),  # inside it
    ]
    project = project_of(tmp_path, documents, codings)
    found = load(project, unit="turn")
    assert found.characters.lengths.tolist() == [len(TEXT) - 18]
    assert found.continuum.lengths.tolist() == [2]
    assert spans(found) == [(0, 11, 45), (1, 11, TEXT.index(".\nQ: Go"))]
    assert found.uses.tolist() == [[1, 1], [0, 0], [0, 0]]


def test_a_document_that_is_not_codable_at_all_is_counted_as_empty(tmp_path):
    documents = [("One", TEXT, BOTH, non_codable((0, len(TEXT))))]
    found = load(project_of(tmp_path, documents, [("One", "Ana", "Money", 11, 20)]))
    assert (found.dropped.empty_documents, found.dropped.single_coder_documents) == (1, 0)
    assert not len(found.spans.codings)


def test_paragraphs_count_only_where_there_is_no_turn(tmp_path):
    regions = [
        TextRegion("turn", 0, 3, 20, "A", None),
        TextRegion("paragraph", 5, 5, 25, "", None),
        TextRegion("paragraph", 25, 25, 40, "", None),
    ]
    project = project_of(tmp_path, [("One", TEXT, BOTH, regions)], [])
    assert load(project, unit="turn").continuum.lengths.tolist() == [2]


def test_turns_that_overlap_are_named_with_their_document(tmp_path):
    regions = [TextRegion("turn", 0, 3, 20, "A", None), TextRegion("turn", 10, 13, 30, "B", None)]
    project = project_of(tmp_path, [("One", TEXT, BOTH, regions)], [])
    with pytest.raises(UserError, match="Turns of “One” overlap"):
        load(project, unit="turn")


@pytest.mark.parametrize(
    ("unit", "number"),
    [("character", len(TEXT)), ("token", 12), ("sentence", 5), ("turn", 4), ("document", 1)],
)
def test_every_unit_divides_the_whole_document(tmp_path, unit, number):
    project = project_of(tmp_path, [("One", TEXT, BOTH, None)], [])
    assert load(project, unit=unit).continuum.lengths.tolist() == [number]


def test_what_was_deleted_is_left_out_and_nothing_left_is_said(tmp_path):
    project = project_of(tmp_path, [("One", TEXT, BOTH, None)], [])
    with project, project.read() as session:
        found = material(session, Scope(code_ids=(1, 99)))
        assert [code.name for code in found.codes] == ["Money"]
        with pytest.raises(UserError, match="None of the codes to compare is in the project any more"):
            material(session, Scope(code_ids=(99,)))
        with pytest.raises(UserError, match="None of the coders"):
            material(session, Scope(coder_ids=(99,)))


def test_the_scope_is_the_same_however_many_ids_name_it(tmp_path):
    codings = [("One", coder, "Money", 11, 20) for coder in BOTH] + [("One", "Ana", "Work", 11, 20)]
    project = project_of(tmp_path, [("One", TEXT, BOTH, None)], codings)
    with project, project.read() as session:
        few, many = (material(session, Scope(code_ids=ids)) for ids in ((1,), (1, *range(50, 700))))
    for found in (few, many):
        assert np.array_equal(found.uses, [[1, 1]])


def test_codings_read_in_many_portions_are_the_same(tmp_path, monkeypatch):
    codings = [("One", coder, "Money", start, start + 4) for coder in BOTH for start in range(11, 20, 3)]
    with project_of(tmp_path, [("One", TEXT, BOTH, None)], codings) as project, project.read() as session:
        together = material(session, Scope())
        monkeypatch.setattr(intake, "ROWS_AT_ONCE", 2)
        assert spans(material(session, Scope())) == spans(together) != []


def test_reading_stops_between_documents_and_portions_of_codings(tmp_path):
    documents = [(name, TEXT, BOTH, None) for name in ("One", "Two", "Three")]
    codings = [(name, "Ana", "Money", 11, 20) for name in ("One", "Two", "Three")]
    heard = []

    def listen(done, of, what):
        heard.append(what)
        if len(heard) == wanted:
            job.cancel()

    with project_of(tmp_path, documents, codings) as project, project.read() as session:
        for wanted in (1, 2, 3):
            job = Job(listen)
            heard.clear()
            with pytest.raises(Cancelled):
                material(session, Scope(), job=job)
            assert heard == [intake.READING] * wanted


def test_domains_are_exclusive_parents_with_children_in_scope(tmp_path):
    codes = [("Why", None, True), ("Money", "Why", False), ("Faith", "Why", False), "Work"]
    project = project_of(tmp_path, [("One", TEXT, BOTH, None)], [], codes=codes)
    with project, project.read() as session:
        whole, part = material(session, Scope()), material(session, Scope(code_ids=(3, 4)))
    assert [(domain.name, domain.codes) for domain in whole.domains] == [("Why", (1, 2))]
    assert [(domain.name, domain.codes) for domain in part.domains] == [("Why", (0,))]


def test_what_was_read_to_the_end_is_counted_in_every_unit_after_the_project_is_closed(tmp_path):
    codings = [("One", coder, "Money", 11, 20) for coder in BOTH] + [("Two", "Ana", "Work", 11, 20)]
    documents = [("One", TEXT, BOTH, None), ("Two", TEXT, BOTH, non_codable((0, 8)))]
    with project_of(tmp_path, documents, codings) as project, project.read() as session:
        here = [unit for unit in UNITS if unit not in ("case", "passage")]  # nothing was given beforehand
        apart = {unit: material(session, Scope(unit=unit)) for unit in here}
        found = reading(session, Scope()).to_the_end()
    for unit, expected in apart.items():
        again = found.in_unit(unit)
        assert again.scope == expected.scope
        assert spans(again) == spans(expected)
        for field in ("document", "coder", "code", "start", "end"):
            ours, theirs = (getattr(one.continuum.codings, field) for one in (again, expected))
            assert ours.tolist() == theirs.tolist()
        assert again.continuum.lengths.tolist() == expected.continuum.lengths.tolist()


def test_many_texts_are_read_in_few_statements(tmp_path):
    documents = [(f"D{number}", TEXT, BOTH, None) for number in range(120)]
    codings = [(name, "Ana", "Money", 11, 20) for name, *_ in documents]
    with project_of(tmp_path, documents, codings) as project, project.read() as session:
        statements = []
        event.listen(session.get_bind(), "after_cursor_execute", lambda *call: statements.append(call[2]))
        material(session, Scope(unit="token"))
    assert sum("document_text" in statement for statement in statements) == 1
