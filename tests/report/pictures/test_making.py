"""Every picture of a study: what it counts, what it opens, what it leaves out, and that it can be drawn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cases.actions import add_case, link_documents, link_speaker
from app.cases.attribute_actions import add_attribute
from app.cases.value_actions import CellText, set_values
from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.crosstabs.choices import TableChoice
from app.crosstabs.table import crosstab
from app.documents.actions import add_document
from app.errors import UserError
from app.jobs import Job
from app.report.drawing.shapes import Drawing, bounds_of
from app.report.pictures.making import make_picture
from app.report.pictures.picture import Picture
from app.report.pictures.request import KINDS, STYLES, WAYS, By, Layer, PictureKind, PictureRequest
from app.rounds.actions import complete_document, create_round
from app.store import Project
from tests.report.drawing.test_shapes import measure
from tests.study import BAKER, Study

ARABIC = "المحاور: لماذا غادرت؟\nالخباز: أخذوا الطحين. أخذوا الطحين لأنفسهم.\n"


@pytest.fixture
def coded(study: Study) -> Study:
    """Three passages of Corruption, two of Hard life; one of each shares words with one of the other."""
    study.code("They took the flour for themselves")
    study.code("took the flour", coder_id=study.murat)
    study.code("He stayed")
    study.code("the flour for themselves. We queued", code_id=study.hard_life)
    study.code("We queued from four", code_id=study.hard_life, coder_id=study.murat)
    return study


def picture(study: Study, kind: PictureKind, **options: object) -> Picture:
    if kind == "keywords":
        options.setdefault("words", "flour")
    return make_picture(study.project, PictureRequest(kind, **options), Job())  # type: ignore[arg-type]  # any option


def rows(made: Picture) -> list[tuple[object, ...]]:
    return [row.cells for row in made.rows]


def drawn(made: Picture, width: float = 468) -> Drawing:
    """A picture laid out: whatever it has lies on it."""
    drawing = made.draw(measure, width)
    assert drawing.height > 20
    for shape in drawing.shapes:
        left, top, right, bottom = bounds_of(shape)
        assert left >= -1, shape
        assert top >= -1, shape
        assert right <= drawing.width + 45, shape  # names may reach over an end
        assert bottom <= drawing.height + 12, shape
    return drawing


def test_a_matrix_counts_passages_of_the_layer_that_is_asked_for(coded: Study) -> None:
    anybody = picture(coded, "matrix")
    assert rows(anybody) == [("Corruption", "Baker", 2), ("Hard life", "Baker", 1)]
    assert "any coder" in anybody.caption
    murat = picture(coded, "matrix", layer="coder", coder_id=coded.murat)
    assert rows(murat) == [("Corruption", "Baker", 1), ("Hard life", "Baker", 1)]
    assert "Murat Kaya" in murat.caption
    shared = picture(coded, "matrix", layer="all")
    assert rows(shared) == [("Corruption", "Baker", 1), ("Hard life", "Baker", 1)]
    settled = picture(coded, "matrix", layer="consensus")
    assert settled.nothing.startswith("The consensus has no codings here yet.")


def test_each_coder_has_a_column_with_the_own_codings(coded: Study) -> None:
    by_coder = picture(coded, "matrix", by="coder", style="heat")
    assert rows(by_coder) == [
        ("Corruption", "Ana Yilmaz", 2),
        ("Corruption", "Murat Kaya", 1),
        ("Hard life", "Ana Yilmaz", 1),
        ("Hard life", "Murat Kaya", 1),
    ]
    both = picture(coded, "compare", by="coder")
    assert rows(both) == [("Corruption", 2, 1), ("Hard life", 1, 1)]


def test_each_mark_opens_the_codings_that_it_counts(coded: Study) -> None:
    made = picture(coded, "matrix")
    drawing = drawn(made)
    opened = {mark.label: mark.opens.coding_ids for mark in drawing.marks if mark.opens}
    assert opened == {"Corruption, Baker: 2 passages": (1, 2, 3), "Hard life, Baker: 1 passage": (4, 5)}
    assert [row.opens.coding_ids for row in made.rows if row.opens] == [(1, 2, 3), (4, 5)]


def test_codes_are_together_where_their_passages_share_words(coded: Study) -> None:
    net = picture(coded, "network")
    assert rows(net) == [("Corruption", "Hard life", 1, 0.5)]
    opens = net.rows[0].opens
    assert opens is not None
    assert set(opens.coding_ids) == {1, 2, 4, 5}
    alone = picture(coded, "network", code_ids=frozenset({coded.corruption}))
    assert alone.nothing.startswith("No two codes occur together")


def test_words_are_counted_without_who_asks_labels_and_stop_words(coded: Study) -> None:
    counted = {row[0]: row[1] for row in rows(picture(coded, "words"))}
    assert counted["flour"] == 1
    assert "brother" not in counted
    assert "BAKER" not in {str(word).upper() for word in counted}
    assert not {"they", "the", "from", "he"} & counted.keys()
    asked = {row[0]: row[1] for row in rows(picture(coded, "words", with_interviewer=True))}
    assert asked["brother"] == 1


def test_arabic_words_are_one_however_they_are_written_and_stay_as_they_are(coded: Study) -> None:
    text = ARABIC.replace("أخذوا الطحين لأنفسهم", "اخذوا الطَّحين من لأنفسهم")
    coded.project.do("Import", add_document, name="الخباز", text=text)
    ids = frozenset({2})
    counted = {row[0]: row[1] for row in rows(picture(coded, "cloud", document_ids=ids))}
    assert counted["الطحين"] == 2
    assert "من" not in counted
    assert "لماذا" not in counted
    context = picture(coded, "keywords", words="الطحين")
    assert [row[0] for row in rows(context)] == ["الخباز", "الخباز"]
    drawn(context)


def test_words_in_context_open_their_place(coded: Study) -> None:
    made = picture(coded, "keywords", words="FLOUR")
    (row,) = made.rows
    assert row.cells[0] == "Baker"
    assert row.cells[2] == "flour"
    start = BAKER.index("flour")
    assert row.opens is not None
    assert row.opens.stretch == (coded.baker, start, start + 5)
    with pytest.raises(UserError, match="There are no words"):
        picture(coded, "keywords", words=" ")


def test_a_portrait_says_how_much_of_a_text_has_a_code(coded: Study) -> None:
    made = picture(coded, "portrait")
    by_code = {row[1]: row for row in rows(made)}
    characters = len("They took the flour for themselves") + len("He stayed")
    assert by_code["Corruption"][2:] == (2, characters, round(characters / len(BAKER), 4))
    assert drawn(made).title == "Document portrait: Baker"


def every_request(study: Study) -> Iterator[PictureRequest]:
    layers: tuple[Layer, ...] = ("any", "all", "consensus", "coder")
    for kind in KINDS:
        ways: tuple[By | None, ...] = tuple(
            way for way in WAYS.get(kind, (None,)) if way not in ("attribute", "case")
        )
        for by in ways:
            for layer in layers:
                coder = study.ana if layer == "coder" else None
                yield PictureRequest(kind, layer, coder, by=by, words="flour", style=STYLES[layer == "all"])


def test_every_picture_of_every_layer_is_drawn_or_says_why_not(coded: Study) -> None:
    coded.project.do("Import", add_document, name="Zweiter", text="Nichts.", collected="2014-03")
    for request in every_request(coded):
        made = make_picture(coded.project, request, Job())
        drawing = drawn(made)
        assert drawing.title == made.title
        assert made.nothing or (made.rows and made.description and made.caption), request
        value = made.as_value()
        assert [list(row) for row in value["rows"]] == [value["columns"]] * len(made.rows)
        assert drawn(made, 900).width >= 900


def test_an_empty_project_has_sentences_in_place_of_pictures(tmp_path: Path) -> None:
    with Project.create(str(tmp_path / "empty.intercoder"), station="here") as project:
        for kind in KINDS:
            if kind in ("compare", "glance"):
                continue
            made = make_picture(project, PictureRequest(kind, words="x"), Job())
            assert made.nothing.endswith("."), kind
            drawn(made)
        assert rows(make_picture(project, PictureRequest("glance"), Job()))[0] == ("Number", "documents", 0)
        with pytest.raises(UserError, match="Two are needed"):
            make_picture(project, PictureRequest("compare"), Job())


def test_a_document_that_is_coded_blind_is_neither_counted_nor_drawn(coded: Study) -> None:
    project = coded.project
    second = project.do("Import", add_document, name="Second", text="They took the flour again.")
    project.do("Plan", create_round, name="Blind", document_ids=[coded.baker], coder_ids=[1, 2], blind=True)
    for viewer in (None, coded.ana):
        project.coder_id = viewer
        for kind in KINDS:
            if kind == "compare":
                continue
            made = picture(coded, kind)
            said = str(made.as_value()) + str(made.draw(measure, 468))
            assert "Baker" not in said, kind
            assert "queued" not in said, kind
            assert "1 document is being coded blind" in made.caption, kind
        with pytest.raises(UserError, match="is being coded blind"):
            picture(coded, "portrait", document_ids=frozenset({coded.baker}))
    assert [row[0] for row in rows(picture(coded, "keywords"))] == ["Second"]
    assert second != coded.baker


def test_what_is_gone_is_said(coded: Study) -> None:
    for options in ({"code_ids": frozenset({99})}, {"document_ids": frozenset({99})}, {"coder_id": 99}):
        with pytest.raises(UserError, match="no longer in the project"):
            picture(coded, "matrix", layer="coder" if "coder_id" in options else "any", **options)
    with pytest.raises(UserError, match="no longer in the project"):
        picture(coded, "compare", sides=(1, 99))


def test_200_codes_with_names_of_many_scripts_are_drawn_and_it_says_which(coded: Study) -> None:
    names = [f"{'الفساد والنفاق' if n % 3 else 'Lebensmittelversorgungsengpässe'} {n}" for n in range(200)]
    for n, name in enumerate(names):
        code = coded.project.do("Code", add_code, name=name)
        start = n % (len(BAKER) - 20)
        words = BAKER[start : start + 12 + n % 7]
        if words.strip() and BAKER.index(words) == start:
            coded.code(words, code_id=code)
    for kind in KINDS:
        if kind != "compare":
            drawn(picture(coded, kind))
    made = picture(coded, "matrix")
    assert "The 60 codes used most of " in made.caption
    assert len(rows(made)) == 60
    assert len(rows(picture(coded, "matrix", most=5))) == 5


def test_only_completed_documents_say_who_all_coders_are(coded: Study) -> None:
    coded.project.do("Third", add_coder, name="Lena")
    coded.project.do("Complete", complete_document, document_id=coded.baker, coder_id=coded.ana)
    assert rows(picture(coded, "bars", layer="all")) == [("Corruption", 2), ("Hard life", 1)]


@pytest.fixture
def described(coded: Study) -> Study:
    """Three cases: what the baker says, the whole document of a nurse, and one of whom nothing is known."""
    project = coded.project
    nurse = project.do("Import", add_document, name="Nurse", text="They took the flour. He stayed.")
    spans = {"document_id": nurse, "coder_id": coded.ana, "start": 0}
    project.do("Apply", apply_code, code_id=coded.corruption, end=19, **spans)
    gender = project.do("Gender", add_attribute, name="Gender", kind="choice", options=["woman", "man"])
    age = project.do("Age", add_attribute, name="Age", kind="number", unit="years")
    people = [project.do("Case", add_case, name=name) for name in ("Omar", "Lena", "Nobody")]
    project.do("Link", link_speaker, case_ids=[people[0]], document_id=coded.baker, speaker="BAKER")
    project.do("Link", link_documents, case_ids=[people[1]], document_ids=[nurse])
    cells = [CellText(people[0], gender, "man"), CellText(people[1], gender, "woman")]
    project.do("Set", set_values, cells=[*cells, CellText(people[0], age, "40")])
    return coded


def test_bars_by_an_attribute_are_what_the_table_of_codes_by_it_has(described: Study) -> None:
    made = picture(described, "bars", by="attribute", attribute_id=1)
    assert [row[:2] + row[3:] for row in rows(made)] == [
        ("Corruption", "woman", 1, 1, 1.0),
        ("Corruption", "man", 1, 1, 1.0),
        ("Hard life", "woman", 0, 1, 0.0),
        ("Hard life", "man", 1, 1, 1.0),
    ]
    assert "Not known of 1 case." in made.caption
    with described.project.read() as session:
        table = crosstab(session, TableChoice("codes", "attribute:Gender"))
    counts = dict(zip(table.rows.labels, table.n.tolist(), strict=True))
    assert counts["Hard life"][:2] == [0, 1]
    labels = {mark.label for mark in drawn(made).marks}
    assert "Hard life, woman (n = 1): 0 of 1 case, 0 passages" in labels
    everywhere = picture(described, "matrix", by="attribute", attribute_id=1)
    assert ("Corruption", "man", 2) in rows(everywhere)
    assert rows(picture(described, "matrix", by="attribute", attribute_id=2))[0][:2] == (
        "Corruption",
        "40 years",
    )


def test_a_matrix_by_case_has_the_passages_that_touch_what_belongs_to_it(described: Study) -> None:
    assert rows(picture(described, "matrix", by="case")) == [
        ("Corruption", "Omar", 2),
        ("Corruption", "Lena", 1),
        ("Hard life", "Omar", 1),
    ]


def test_without_an_attribute_or_with_chosen_documents_it_says_what_to_do(described: Study) -> None:
    with pytest.raises(UserError, match="Nothing says which attribute"):
        picture(described, "bars", by="attribute")
    with pytest.raises(UserError, match="documents can't be chosen"):
        picture(described, "bars", by="attribute", attribute_id=1, document_ids=frozenset({1}))


def test_a_line_over_time_has_a_column_for_each_month_and_says_what_has_no_date(coded: Study) -> None:
    dated = coded.project.do(
        "Import", add_document, name="March", text="They took the flour.", collected="2014-03-05"
    )
    coded.project.do("Import", add_document, name="May", text="They took more.", published="May 2014")
    assert picture(coded, "line", by="time").nothing

    coded.project.do(
        "Apply", apply_code, document_id=dated, code_id=coded.corruption, coder_id=coded.ana, start=0, end=4
    )
    made = picture(coded, "line", by="time")
    assert rows(made) == [("Corruption", "2014-03", 1)]
    assert "1 document without a date" in made.caption
    names = {mark.label for mark in drawn(made).marks}
    assert names == {"Corruption, 2014-03: 1 passage"}
