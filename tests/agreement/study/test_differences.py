"""Where coders differ: each passage once, its kind, and each coder's own spans of it."""

from app.agreement.study.differences import differences
from app.agreement.study.material import Scope, material
from app.documents.turns import TextRegion
from app.rounds.actions import complete_document
from tests.agreement.projects import project_of
from tests.study import BAKER, Study

BOTH = ("Ana", "Ben")
TEXT = "x" * 100


def found(project, code_id=None, **scope):
    with project, project.read() as session:
        return differences(material(session, Scope(trim=False, **scope)), code_id)


def of_two(tmp_path, codings, **more):
    project = project_of(tmp_path, [("One", TEXT, BOTH, None)], [("One", *row) for row in codings], **more)
    return [(one.start, one.end, one.kind) for one in found(project)]


def test_differences_name_the_passage_and_who_coded_it_how(study: Study) -> None:
    study.code("They took the flour")
    study.code("the flour for themselves", coder_id=study.murat)
    study.code("He stayed", coder_id=study.murat)
    study.code("queued")
    study.code("queued", coder_id=study.murat)
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    with study.project.read() as session:
        found = differences(material(session, Scope()), study.corruption)
    assert [(BAKER[one.start : one.end], one.kind) for one in found] == [
        ("They took the flour for themselves", "boundary"),
        ("He stayed", "missed"),
    ]
    assert found[1].spans[study.ana] == ()


def test_passages_come_in_the_order_of_the_text_with_their_kind(tmp_path):
    codings = [
        ("Ana", "Work", 60, 70),
        ("Ana", "Money", 0, 30),
        ("Ben", "Money", 5, 10),
        ("Ben", "Money", 20, 30),
        ("Ana", "Faith", 40, 50),
        ("Ben", "Money", 40, 50),
    ]
    assert of_two(tmp_path, codings) == [
        (0, 30, "split"),
        (40, 50, "swapped"),
        (40, 50, "swapped"),
        (60, 70, "missed"),
    ]


def test_a_sibling_instead_is_a_relative(tmp_path):
    codes = [("Why", None, True), ("Money", "Why", False), ("Faith", "Why", False)]
    codings = [("Ana", "Faith", 40, 50), ("Ben", "Money", 40, 50)]
    assert of_two(tmp_path, codings, codes=codes) == [(40, 50, "relative"), (40, 50, "relative")]


def test_what_all_code_alike_is_no_difference_however_it_is_cut(tmp_path):
    assert of_two(tmp_path, [("Ana", "Work", 10, 30), ("Ben", "Work", 10, 20), ("Ben", "Work", 20, 30)]) == []


def test_a_difference_that_is_not_codable_is_none(tmp_path):
    regions = [TextRegion("turn", 0, 0, 100, "A", None), TextRegion("non_codable", 30, 30, 50, "", None)]
    codings = [
        ("One", "Ana", "Work", 10, 40),
        ("One", "Ben", "Work", 10, 30),
        ("One", "Ana", "Money", 10, 80),  # across: the same as two spans around
        ("One", "Ben", "Money", 10, 30),
        ("One", "Ben", "Money", 50, 80),
        ("One", "Ana", "Faith", 20, 60),
        ("One", "Ben", "Faith", 20, 55),
    ]
    project = project_of(tmp_path, [("One", TEXT, BOTH, regions)], codings)
    assert [(one.start, one.end, one.kind) for one in found(project)] == [(20, 60, "boundary")]


def test_the_kind_is_that_of_most_of_the_disagreeing_text(tmp_path):
    codings = [("One", "Ana", "Work", 0, 40), ("One", "Ben", "Work", 5, 40)]
    project = project_of(tmp_path, [("One", TEXT, (*BOTH, "Cem"), None)], codings, coders=(*BOTH, "Cem"))
    (one,) = found(project)
    assert one.kind == "missed"
    assert [len(spans) for spans in one.spans.values()] == [1, 1, 0]


def test_nothing_coded_has_no_differences(study: Study) -> None:
    with study.project.read() as session:
        assert differences(material(session, Scope())) == []
