"""Cases, what belongs to them, and what is known of them: made, changed, made one, taken back."""

from dataclasses import dataclass
from typing import Any

import pytest

from app.cases.actions import (
    NewCase,
    add_case,
    add_cases,
    change_case,
    delete_cases,
    link_documents,
    link_speaker,
    link_stretch,
    merge_cases,
    unlink,
)
from app.cases.attribute_actions import (
    TypeChange,
    add_attribute,
    change_attribute,
    delete_attributes,
    move_attribute,
)
from app.cases.consequences import CaseConsequences, consequences_of_cases, values_of_attributes
from app.cases.queries import (
    AttributeUse,
    attribute_use,
    attributes,
    case_named,
    cases,
    cells,
    facts_of_document,
    links,
    values,
)
from app.cases.value_actions import CellText, add_value, remove_value, set_values, use_value
from app.documents.actions import add_document, remove_document
from app.errors import Overwritten, UserError
from app.store.check import problems
from tests.study import BAKER, Study

FLOUR = BAKER.index("They took")


@dataclass
class Described:
    """The study with two cases and three attributes, and shorter ways to ask."""

    study: Study
    omar: int
    layla: int
    age: int
    origin: int
    joined: int

    def do(self, action: Any, **more: Any) -> Any:
        return self.study.project.do("Do", action, **more)

    def ask(self, query: Any, *more: Any) -> Any:
        with self.study.project.read() as session:
            return query(session, *more)

    def set(self, *typed: tuple[int, int, str]) -> int:
        changed: int = self.do(set_values, cells=[CellText(*cell) for cell in typed])
        return changed

    def shown(self, case_id: int, attribute_id: int) -> str:
        cell = self.ask(cells).get((case_id, attribute_id))
        return cell.entry.in_a_table if cell else ""


@pytest.fixture
def described(study: Study) -> Described:
    do = study.project.do
    omar, layla = do("Add", add_cases, cases=[NewCase("Omar"), NewCase("ليلى")])
    age = do("Add", add_attribute, name="Age", kind="number", unit="years")
    origin = do("Add", add_attribute, name="Origin", kind="choice", options=["Homs", "Hama", "Aleppo"])
    joined = do("Add", add_attribute, name="Joined", kind="date")
    return Described(study, omar, layla, age, origin, joined)


def test_a_case_has_a_name_of_its_own_whatever_its_case(described: Described) -> None:
    assert [case.name for case in described.ask(cases)] == ["Omar", "ليلى"]
    assert described.ask(case_named, "  OMAR ") == described.omar
    for action, given in (
        (add_case, {"name": "omar"}),
        (add_cases, {"cases": [NewCase("A"), NewCase("a")]}),
        (change_case, {"case_id": described.layla, "name": "Omar"}),
    ):
        with pytest.raises(UserError, match="There is a case"):
            described.do(action, **given)
    with pytest.raises(UserError, match="needs a name"):
        described.do(add_case, name="  ")
    with pytest.raises(UserError, match="no kind of case"):
        described.do(add_case, name="Zoe", kind="thing")
    assert len(described.ask(cases)) == 2


def test_a_case_is_changed_but_not_over_what_somebody_else_wrote(described: Described) -> None:
    seen = {"name": "Omar", "note": ""}
    described.do(change_case, case_id=described.omar, name="Omar K.", kind="event", seen=seen)
    assert next((case.name, case.kind) for case in described.ask(cases)) == ("Omar K.", "event")
    with pytest.raises(Overwritten, match="Omar K"):
        described.do(change_case, case_id=described.omar, name="Omer", seen=seen)


def test_documents_stretches_and_speakers_belong_to_several_cases_once_each(described: Described) -> None:
    baker, both = described.study.baker, [described.omar, described.layla]
    assert len(described.do(link_documents, case_ids=both, document_ids=[baker])) == 2
    stretch = {"document_id": baker, "start": FLOUR, "end": FLOUR + 9}
    described.do(link_stretch, case_ids=[described.omar], **stretch)
    described.do(link_speaker, case_ids=[described.omar], document_id=baker, speaker="BAKER")
    rows = described.ask(links)
    assert [(row.case_id, row.speaker, row.start, row.end) for row in rows] == [
        (described.omar, "", 0, 0),
        (described.omar, "BAKER", 0, 0),
        (described.omar, "", FLOUR, FLOUR + 9),
        (described.layla, "", 0, 0),
    ]
    assert [case.documents for case in described.ask(cases)] == [1, 1]
    described.do(unlink, link_ids=[rows[0].id, rows[3].id])
    assert [len(facts.links) for facts in described.ask(facts_of_document, baker)] == [2]
    described.study.project.undo()
    assert len(described.ask(links)) == 4


def test_what_does_not_exist_can_not_belong_to_a_case(described: Described) -> None:
    baker, omar = described.study.baker, [described.omar]
    for action, given, why in (
        (link_documents, {"case_ids": [99], "document_ids": [baker]}, "no longer in the project"),
        (link_documents, {"case_ids": omar, "document_ids": [99]}, "no longer in the project"),
        (link_stretch, {"case_ids": omar, "document_id": baker, "start": 5, "end": 5}, "Nothing is selected"),
        (link_stretch, {"case_ids": omar, "document_id": baker, "start": 0, "end": 10**6}, "Nothing is sel"),
        (link_speaker, {"case_ids": omar, "document_id": baker, "speaker": "NURSE"}, "Nobody called “NURSE”"),
    ):
        with pytest.raises(UserError, match=why):
            described.do(action, **given)


def test_a_pasted_block_is_one_step_and_comes_back_with_one_undo(described: Described) -> None:
    omar, layla, age, joined = described.omar, described.layla, described.age, described.joined
    assert described.set((omar, age, "40"), (layla, age, "(unknown)"), (omar, joined, "5.3.2014")) == 3
    assert described.shown(omar, joined) == "2014-03-05"
    assert described.shown(layla, age) == "(unknown)"
    assert described.set((omar, age, "40"), (layla, age, "")) == 1
    assert described.shown(layla, age) == ""
    described.study.project.undo()
    described.study.project.undo()
    assert described.ask(cells) == {}
    assert problems(described.study.project) == []


def test_a_block_with_cells_that_do_not_fit_changes_nothing_and_names_them(described: Described) -> None:
    omar, layla = described.omar, described.layla
    with pytest.raises(UserError) as refused:
        described.set(
            (omar, described.age, "40"), (layla, described.age, "old"), (omar, described.origin, "X")
        )
    assert "“Age”: “old” is no number" in str(refused.value)
    assert "“Origin”: “X” is not in the list" in str(refused.value)
    assert described.ask(cells) == {}


def test_sources_may_disagree_and_one_of_their_values_is_used(described: Described) -> None:
    cell = {"case_id": described.omar, "attribute_id": described.age}
    passage = {"document_id": described.study.baker, "start": FLOUR, "end": FLOUR + 9}
    first = described.do(add_value, **cell, text="9", **passage)
    second = described.do(add_value, **cell, text="10")
    shown = described.ask(cells)[described.omar, described.age]
    assert (shown.entry.value, shown.others, shown.differs) == ("9", 1, True)
    described.do(use_value, value_id=second)
    rows = described.ask(values, described.omar, described.age)
    assert [(row.entry.value, row.used, row.document) for row in rows] == [
        ("10", True, ""),
        ("9", False, "Baker"),
    ]
    described.do(remove_value, value_id=second)
    assert described.shown(described.omar, described.age) == "9"
    assert described.ask(values, described.omar, described.age)[0].id == first
    assert problems(described.study.project) == []


def test_what_is_typed_over_a_value_with_a_passage_stands_beside_it(described: Described) -> None:
    passage = {"document_id": described.study.baker, "start": FLOUR, "end": FLOUR + 9}
    described.do(add_value, case_id=described.omar, attribute_id=described.age, text="9", **passage)
    described.set((described.omar, described.age, "11"))
    described.set((described.omar, described.age, "12"))
    rows = described.ask(values, described.omar, described.age)
    assert [(row.entry.value, row.used) for row in rows] == [("12", True), ("9", False)]


def test_who_entered_a_value_is_kept(described: Described) -> None:
    described.study.project.coder_id = described.study.murat
    described.set((described.omar, described.age, "40"))
    assert described.ask(values, described.omar, described.age)[0].coder == "Murat Kaya"


def test_cases_that_are_made_one_keep_all_that_was_known_and_the_conflict_shows(described: Described) -> None:
    omar, layla, age, origin = described.omar, described.layla, described.age, described.origin
    described.set((omar, age, "40"), (layla, age, "41"), (layla, origin, "homs"))
    baker = described.study.baker
    described.do(link_documents, case_ids=[omar, layla], document_ids=[baker])
    described.do(merge_cases, source_ids=[layla], target_id=omar)
    assert [case.name for case in described.ask(cases)] == ["Omar"]
    found = described.ask(cells)
    assert (found[omar, age].entry.value, found[omar, age].differs) == ("40", True)
    assert found[omar, origin].entry.value == "Homs"
    assert len(described.ask(links)) == 1
    assert problems(described.study.project) == []
    described.study.project.undo()
    assert described.shown(layla, age) == "41"
    with pytest.raises(UserError, match="Two cases are needed"):
        described.do(merge_cases, source_ids=[omar], target_id=omar)


def test_what_goes_with_a_case_is_counted_and_its_documents_stay(described: Described) -> None:
    baker, omar = described.study.baker, described.omar
    described.set((omar, described.age, "40"))
    described.do(link_documents, case_ids=[omar], document_ids=[baker])
    assert described.ask(consequences_of_cases, [omar]) == CaseConsequences(1, 1, 1)
    described.do(delete_cases, case_ids=[omar])
    assert [case.name for case in described.ask(cases)] == ["ليلى"]
    assert described.ask(cells) == {}
    assert problems(described.study.project) == []


def test_a_document_that_goes_leaves_the_values_that_it_showed(described: Described) -> None:
    other = described.do(add_document, name="Other", text="He was nine then.")
    described.do(link_documents, case_ids=[described.omar], document_ids=[other])
    place = {"document_id": other, "start": 0, "end": 4}
    described.do(add_value, case_id=described.omar, attribute_id=described.age, text="9", **place)
    described.do(remove_document, document_id=other)
    (row,) = described.ask(values, described.omar, described.age)
    assert (row.entry.value, row.document_id, row.start) == ("9", None, None)
    assert described.ask(links) == []
    assert problems(described.study.project) == []


def test_another_kind_takes_what_fits_and_asks_about_the_rest(described: Described) -> None:
    omar, layla, age = described.omar, described.layla, described.age
    text = described.do(add_attribute, name="Said")
    described.set((omar, text, "12,5"), (layla, text, "about ten"))
    with pytest.raises(UserError, match="1 value doesn't fit, as “about ten”: “Said” was left"):
        described.do(change_attribute, attribute_id=text, type_change=TypeChange(kind="number"))
    unknown = TypeChange(kind="number", unfit="unknown")
    described.do(change_attribute, attribute_id=text, type_change=unknown)
    assert (described.shown(omar, text), described.shown(layla, text)) == ("12.5", "(unknown)")
    described.study.project.undo()
    removed = TypeChange(kind="number", unfit="remove")
    described.do(change_attribute, attribute_id=text, type_change=removed)
    assert (described.shown(omar, text), described.shown(layla, text)) == ("12.5", "")
    described.set((omar, age, "40"))
    described.do(change_attribute, attribute_id=age, type_change=TypeChange(kind="text"))
    assert described.shown(omar, age) == "40"


def test_a_word_of_a_list_gets_another_name_and_its_values_go_along(described: Described) -> None:
    origin = described.origin
    described.set((described.omar, origin, "Hama"), (described.layla, origin, "Aleppo"))
    renamed = TypeChange(options=["Homs", "Hamah", "Aleppo"], renamed={"Hama": "Hamah"})
    described.do(change_attribute, attribute_id=origin, type_change=renamed, definition="of birth")
    assert described.shown(described.omar, origin) == "Hamah"
    with pytest.raises(UserError, match="“Aleppo”: “Origin” was left as it is"):
        described.do(change_attribute, attribute_id=origin, type_change=TypeChange(options=["Homs", "Hamah"]))
    assert [row.definition for row in described.ask(attributes)] == ["", "of birth", ""]


def test_attributes_are_told_in_their_order_with_how_far_they_are_filled(described: Described) -> None:
    described.set((described.omar, described.age, "40"), (described.layla, described.age, "(not asked)"))
    described.do(move_attribute, attribute_id=described.joined, position=0)
    assert [row.name for row in described.ask(attributes)] == ["Joined", "Age", "Origin"]
    assert described.ask(attribute_use)[described.age] == AttributeUse(1, 0, 1, 0, 0)
    assert described.ask(values_of_attributes, [described.age]) == 2
    described.do(delete_attributes, attribute_ids=[described.age])
    assert described.ask(cells) == {}
    with pytest.raises(UserError, match="no longer in the project"):
        described.set((described.omar, described.age, "1"))
    assert problems(described.study.project) == []


def test_two_attributes_have_two_names(described: Described) -> None:
    with pytest.raises(UserError, match="There is an attribute"):
        described.do(add_attribute, name=" age")
    with pytest.raises(UserError, match="There is an attribute"):
        described.do(change_attribute, attribute_id=described.origin, name="AGE")
    with pytest.raises(UserError, match="no kind of attribute"):
        described.do(add_attribute, name="Colour", kind="colour")
