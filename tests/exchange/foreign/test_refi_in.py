"""Exchange projects come in with the right words, people, cases and memos, and say what they leave behind."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.cases.queries import cases as cases_of
from app.errors import UserError
from app.exchange.foreign.kinds import read_foreign
from app.exchange.foreign.naming import TakeChoices
from app.exchange.foreign.preview import foreign_preview
from app.exchange.foreign.project import ForeignProject
from app.exchange.foreign.taking import take_project
from app.jobs import Job
from app.models import CaseLink, Code, Coding, Document, DocumentProperty, DocumentText
from app.store import Project
from app.store.check import problems
from tests.exchange.foreign.refi_files import (
    ANA,
    BRIBE,
    CODES,
    COUNTS,
    CREATOR,
    EMOJI,
    HUNGER,
    MURAT,
    Passage,
    code,
    guid,
    project_xml,
    selections,
    source,
    write,
)
from tests.whole_project import taken_out

SHARED = Path("/work/shared/data/refi_qda")
PASSAGES = [
    Passage("at night", BRIBE),
    Passage("took the flour 🍞 from", HUNGER),
    Passage("مرحبا 🙂 ثم", HUNGER, user=MURAT, selector=MURAT),
    Passage("stayed", BRIBE, user=MURAT, selector=MURAT),
]


def words(foreign: ForeignProject) -> list[str]:
    texts = {document.key: document.text for document in foreign.documents}
    return [texts[coding.document][coding.start : coding.end] for coding in foreign.codings]


def read(path: Path) -> ForeignProject:
    return read_foreign(path, Job())


@pytest.mark.parametrize("way", COUNTS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_offsets_are_read_however_the_program_counts(tmp_path: Path, way: str, mark: str) -> None:
    xml = project_xml(source(21, "Baker", selections(EMOJI, PASSAGES, COUNTS[way])))
    foreign = read(write(tmp_path / "p.qdpx", xml, {21: mark + EMOJI}))
    assert words(foreign) == [passage.words for passage in PASSAGES]
    assert foreign.offsets[0].share == 1.0
    assert "\r" not in foreign.documents[0].text


def test_each_text_is_counted_in_its_own_way(tmp_path: Path) -> None:
    first = source(21, "A", selections(EMOJI, PASSAGES, COUNTS["UTF-16, CR LF as two"]))
    second = source(22, "B", selections(EMOJI, PASSAGES, COUNTS["code points, CR LF as one"]))
    foreign = read(write(tmp_path / "p.qdpx", project_xml(first + second), {21: EMOJI, 22: EMOJI}))
    assert words(foreign) == 2 * [passage.words for passage in PASSAGES]
    assert len({row.counting for row in foreign.offsets}) == 2


def test_offsets_that_fit_nowhere_are_called_doubtful(tmp_path: Path) -> None:
    text = "abcdefghij" * 30
    one = [Passage(text[start : start + 7], HUNGER) for start in (3, 5, 9)]
    foreign = read(
        write(tmp_path / "p.qdpx", project_xml(source(21, "A", selections(text, one))), {21: text})
    )
    assert "0%" in foreign.notes[0]
    assert "“A”" in foreign.notes[0]


def nvivo(people: tuple[str, ...] = (ANA, MURAT)) -> list[Passage]:
    """The coding names who made the code and when; the selection names who coded."""
    return [
        Passage(
            passage.words, passage.code, CREATOR, person, "2024-01-01T00:00:00Z", f"2025-01-0{day}T00:00:00Z"
        )
        for day, (passage, person) in enumerate(zip(PASSAGES, people * 2, strict=True), start=1)
    ]


def test_in_nvivos_files_whoever_selected_is_the_coder(tmp_path: Path) -> None:
    users = {ANA: "Ana", MURAT: "Murat", CREATOR: "Lead"}
    xml = project_xml(source(21, "Baker", selections(EMOJI, nvivo())), users=users)
    foreign = read(write(tmp_path / "p.qdpx", xml, {21: EMOJI}))
    assert foreign.reading == "selection"
    assert foreign.codings_by_coder("selection") == {"Ana": 2, "Murat": 2}
    assert foreign.codings_by_coder("coding") == {"Lead": 4}


def test_by_the_standard_whoever_is_named_at_the_coding_is_the_coder(tmp_path: Path) -> None:
    passages = [
        Passage(passage.words, passage.code, person, ANA, f"2025-02-0{day}T00:00:00Z", "2025-01-01T00:00:00Z")
        for day, (passage, person) in enumerate(zip(PASSAGES, (ANA, MURAT) * 2, strict=True), start=1)
    ]
    foreign = read(
        write(tmp_path / "p.qdpx", project_xml(source(21, "A", selections(EMOJI, passages))), {21: EMOJI})
    )
    assert foreign.reading == "coding"
    assert foreign.codings_by_coder("coding") == {"Ana": 2, "Murat": 2}
    assert foreign.codings_by_coder("selection") == {"Ana": 4}


def test_whose_codings_they_are_can_be_chosen_and_people_brought_together(
    tmp_path: Path, empty: Project
) -> None:
    users = {ANA: "Ana", MURAT: "ana y.", CREATOR: "Lead"}
    xml = project_xml(source(21, "Baker", selections(EMOJI, nvivo())), users=users)
    foreign = read(write(tmp_path / "p.qdpx", xml, {21: EMOJI}))
    with pytest.raises(UserError, match="no coder “Zoe”"):
        foreign_preview(None, foreign, TakeChoices(merged=(("Zoe", "Ana"),)))
    choices = TakeChoices("selection", (("ana y.", "Ana Yilmaz"), ("Ana", "Ana Yilmaz")))
    taken = take_project(empty, foreign, choices, Job())
    assert (taken.coders, taken.codings) == (1, 4)
    assert [coder.name for coder in taken_out(empty).coders] == ["Ana Yilmaz"]


CASE = guid(41)
CASES = (
    f'<Variables><Variable guid="{guid(51)}" name="Person:Age" typeOfVariable="Integer"/>'
    f'<Variable guid="{guid(52)}" name="Met" typeOfVariable="Boolean"/></Variables>'
    f'<Cases><Case guid="{CASE}" name="Amina"><Description>left in May</Description>'
    f'<CodeRef targetGUID="{CASE}"/>'
    f'<VariableValue><VariableRef targetGUID="{guid(51)}"/><IntegerValue>40</IntegerValue></VariableValue>'
    f'<VariableValue><VariableRef targetGUID="{guid(52)}"/><BooleanValue>true</BooleanValue></VariableValue>'
    f'</Case><Case guid="{guid(42)}"><VariableValue><VariableRef targetGUID="{guid(51)}"/><IntegerValue>7'
    f'</IntegerValue></VariableValue><SourceRef targetGUID="{guid(21)}"/></Case></Cases>'
)


def test_cases_that_come_as_codes_become_cases(tmp_path: Path, empty: Project) -> None:
    tree = CODES + code(CASE, "Amina", code(61, "Under a case"))
    passages = [*PASSAGES, Passage("We fled", CASE)]
    xml = project_xml(source(21, "Baker", selections(EMOJI, passages)), codes=tree, before_sources=CASES)
    taken = take_project(empty, read(write(tmp_path / "p.qdpx", xml, {21: EMOJI})), TakeChoices(), Job())
    assert (taken.codes, taken.codings, taken.cases, taken.values) == (3, 4, 1, 2)
    study = taken_out(empty)
    assert sorted(row.name for row in study.codes) == ["Bribe", "Hunger", "Under a case"]
    assert [(row.name, row.note) for row in study.cases] == [("Amina", "left in May")]
    assert [(row.start, row.end) for row in study.case_links] == [(0, 7)]
    assert {row.name: row.kind for row in study.attributes} == {"Person:Age": "number", "Met": "yes_no"}
    assert sorted(row.value for row in study.values) == ["40", "yes"]
    assert study.documents[0].properties == {"Person:Age": "7"}  # of the case without a name


def test_notes_become_memos_of_what_they_are_about(tmp_path: Path, empty: Project) -> None:
    notes = "".join(
        f'<Note guid="{guid(70 + number)}"><PlainTextContent>{text}</PlainTextContent></Note>'
        for number, text in enumerate(("on coding", "on selection", "linked", "on the text", "free"))
    )
    link = f'<Link guid="{guid(80)}" originGUID="{guid(72)}" targetGUID="{guid(1000)}"/>'
    about = "<Description>described</Description>"
    passage = Passage("at night", BRIBE, more=f'<NoteRef targetGUID="{guid(70)}"/>', about=about)
    inside = selections(EMOJI, [passage, *PASSAGES[1:]])
    end = "</PlainTextSelection>"
    inside = inside.replace(end, f'<NoteRef targetGUID="{guid(71)}"/>{end}', 1)
    text = source(21, "Baker", inside + f'<NoteRef targetGUID="{guid(73)}"/>')
    rest = f"<Notes>{notes}</Notes><Links>{link}</Links>"
    foreign = read(write(tmp_path / "p.qdpx", project_xml(text, rest=rest), {21: EMOJI}))
    assert foreign.codings[0].memo == "on coding\n\ndescribed\n\non selection\n\nlinked"
    assert foreign.documents[0].note == "on the text"
    assert [row.sentence for row in foreign.left] == [
        "Left behind: 1 memo, about no passage, code or document."
    ]


def test_what_has_no_place_here_is_listed_as_left_behind(tmp_path: Path) -> None:
    coding = f'<Coding guid="{guid(90)}"><CodeRef targetGUID="{HUNGER}"/></Coding>'
    picture = (
        f'<PictureSource guid="{guid(31)}" path="internal://a.jpg">'
        f'<PictureSelection guid="{guid(32)}" firstX="1" '
        f'firstY="1" secondX="2" secondY="2">{coding}</PictureSelection></PictureSource>'
    )
    lost = source(33, "Gone", selections(EMOJI, PASSAGES))
    comment = (
        f'<PlainTextSelection guid="{guid(34)}" startPosition="0" endPosition="2">'
        "<Description>Look!</Description>"
        "</PlainTextSelection>"
        f'<PlainTextSelection guid="{guid(35)}" startPosition="9999" endPosition="99999">{coding}'
        f'</PlainTextSelection><PlainTextSelection guid="{guid(36)}" startPosition="3" endPosition="3">'
        f"{coding}"
        "</PlainTextSelection>"
    )
    kept = source(21, "Baker", selections(EMOJI, PASSAGES) + comment)
    rest = f'<Sets><Set guid="{guid(37)}" name="S"><MemberCode targetGUID="{HUNGER}"/></Set></Sets>'
    rest += f'<Graphs><Graph guid="{guid(38)}"/></Graphs>'
    foreign = read(write(tmp_path / "p.qdpx", project_xml(picture + lost + kept, rest=rest), {21: EMOJI}))
    assert {row.what: row.why for row in foreign.left} == {
        "1 coding of a picture": "for Intercoder codes texts",
        "1 picture": "for Intercoder codes texts",
        "1 text": "for the file lacks the text that it names",
        "4 codings in such texts": "for the file lacks the text that it names",
        "1 coding": "for nothing is selected",
        "1 comment": "on passages without a code",
        "1 set of codes": "for a codebook has no sets beside its tree",
        "1 drawing": "for there are no maps of codes",
    } | {"1 coding": "for nothing is selected"}
    assert sum(row.count for row in foreign.left if row.what == "1 coding") == 2  # one of them lies outside
    assert len(foreign.codings) == len(PASSAGES)


def test_texts_of_pages_and_transcripts_come_in_with_their_codings(tmp_path: Path) -> None:
    inner = f'guid="{guid(92)}" plainTextPath="internal://{guid(21)}.txt"'
    pages = (
        f'<PDFSource guid="{guid(91)}" name="Pages"><Representation {inner}>{selections(EMOJI, PASSAGES)}'
        "</Representation></PDFSource>"
    )
    point = '<SyncPoint guid="{}" timeStamp="1" position="{}"/>'
    coding = f'<Coding guid="{guid(94)}"><CodeRef targetGUID="{HUNGER}"/></Coding>'
    heard = (
        f'<AudioSource guid="{guid(95)}" name="Heard"><Transcript guid="{guid(96)}">'
        "<PlainTextContent>We fled at "
        f"night.</PlainTextContent>{point.format(guid(97), 3)}{point.format(guid(98), 7)}"
        f'<TranscriptSelection guid="{guid(99)}" fromSyncPoint="{guid(97)}" toSyncPoint="{guid(98)}">{coding}'
        "</TranscriptSelection></Transcript></AudioSource>"
    )
    foreign = read(write(tmp_path / "p.qdpx", project_xml(pages + heard), {21: EMOJI}))
    assert [document.name for document in foreign.documents] == ["Pages", "Heard"]
    assert words(foreign) == [*(passage.words for passage in PASSAGES), "fled"]


def test_the_same_file_taken_twice_changes_nothing_and_one_undo_takes_it_back(
    tmp_path: Path, empty: Project
) -> None:
    twice = [*PASSAGES, PASSAGES[0]]
    foreign = read(
        write(tmp_path / "p.qdpx", project_xml(source(21, "Baker", selections(EMOJI, twice))), {21: EMOJI})
    )
    before = taken_out(empty)
    first = take_project(empty, foreign, TakeChoices(), Job())
    assert (first.documents, first.codings, first.repeated) == (1, 4, 1)
    study = taken_out(empty)
    again = take_project(empty, foreign, TakeChoices(), Job())
    assert (again.documents, again.codes, again.codings, again.already) == (0, 0, 0, 4)
    assert taken_out(empty) == study
    assert problems(empty) == []
    empty.undo()
    empty.undo()
    assert taken_out(empty) == before


def test_names_that_are_taken_get_others_and_that_is_said(tmp_path: Path, empty: Project) -> None:
    tree = code(HUNGER, "Cause", code(61, "Other")) + code(BRIBE, "Way", code(62, "other"))
    sources = source(21, "Baker", selections(EMOJI, PASSAGES)) + source(22, "baker", "")
    foreign = read(write(tmp_path / "p.qdpx", project_xml(sources, codes=tree), {21: EMOJI, 22: "Else.\n"}))
    take_project(empty, foreign, TakeChoices(), Job())
    study = taken_out(empty)
    assert [row.name for row in study.codes] == ["Cause", "Other", "Way", "other (Way)"]
    assert [document.about.name for document in study.documents] == ["Baker", "baker (2)"]
    changed = write(tmp_path / "q.qdpx", project_xml(source(21, "Baker", "")), {21: "Another text.\n"})
    taken = take_project(empty, read(changed), TakeChoices(), Job())
    assert taken.documents == 1
    assert "another text called “Baker”" in taken.notes[0]


def test_a_preview_counts_shows_passages_and_changes_nothing(tmp_path: Path, empty: Project) -> None:
    foreign = read(
        write(tmp_path / "p.qdpx", project_xml(source(21, "Baker", selections(EMOJI, nvivo()))), {21: EMOJI})
    )
    before = taken_out(empty)
    preview = foreign_preview(empty, foreign, TakeChoices())
    assert {row.kind: row.in_file for row in preview.counts} == {
        "documents": 1,
        "codes": 2,
        "coders": 2,
        "cases": 0,
        "values": 0,
    }
    assert preview.readings_differ
    assert [passage.words for passage in preview.passages] == [passage.words for passage in PASSAGES]
    assert taken_out(empty) == before
    take_project(empty, foreign, TakeChoices(), Job())
    after = foreign_preview(empty, foreign, TakeChoices())
    assert {row.kind: row.already for row in after.counts}["documents"] == 1


def test_users_and_dates_may_be_missing(tmp_path: Path, empty: Project) -> None:
    nobody = [Passage(row.words, row.code, "", "", "", "yesterday") for row in PASSAGES]
    xml = project_xml(source(21, "Baker", selections(EMOJI, nobody)), users={}).replace(CREATOR, "")
    take_project(empty, read(write(tmp_path / "p.qdpx", xml, {21: EMOJI})), TakeChoices(), Job())
    study = taken_out(empty)
    assert [coder.name for coder in study.coders] == ["Unknown coder"]
    assert len(study.codings) == len(PASSAGES)
    assert problems(empty) == []


def test_a_codebook_file_brings_its_tree(tmp_path: Path, empty: Project) -> None:
    path = tmp_path / "c.qdc"
    tree = code(1, "Cause", "<Description>Why &amp; how.</Description>" + code(2, "Hunger", color="255,0,0"))
    path.write_text(
        f'\ufeff<CodeBook xmlns="urn:QDA-XML:codebook:0:4" origin="X"><Codes>{tree}</Codes></CodeBook>'
    )
    assert take_project(empty, read(path), TakeChoices(), Job()).codes == 2
    cause, hunger = taken_out(empty).codes
    assert (cause.full_definition, hunger.parent, hunger.colour) == ("Why & how.", cause.guid, "#ff0000")


@pytest.mark.skipif(
    not SHARED.exists(), reason="the exchange files of other programs are not on this computer"
)
@pytest.mark.parametrize(
    ("name", "documents", "codes", "codings", "coders"),
    [
        ("DEpt-metagenom__oltas", 1, 60, 97, {"Gergo": 97}),
        ("DEpt-metagenom__oltas_teszt", 2, 152, 330, {"floriansipos": 297, "test_user": 27, "Gergo": 6}),
        ("sky-loom__TestProject", 0, 14, 0, {}),
    ],
)
def test_real_files_come_in_as_they_are_counted_in_themselves(
    name: str, documents: int, codes: int, codings: int, coders: dict[str, int]
) -> None:
    foreign = read(SHARED / f"{name}.qdpx")
    assert (len(foreign.documents), len(foreign.codes), len(foreign.codings)) == (documents, codes, codings)
    assert foreign.codings_by_coder(foreign.reading) == coders
    assert all(offsets.share > 0.95 for offsets in foreign.offsets)


def test_rows_that_came_in_are_ordinary_ones(tmp_path: Path, empty: Project) -> None:
    sets = f'<Sets><Set guid="{guid(37)}" name="Wave 1"><MemberSource targetGUID="{guid(21)}"/></Set></Sets>'
    xml = project_xml(source(21, "Baker", selections(EMOJI, PASSAGES)), rest=sets)
    take_project(empty, read(write(tmp_path / "p.qdpx", xml, {21: EMOJI})), TakeChoices(), Job())
    with empty.read() as session:
        assert set(session.scalars(select(Coding.origin))) == {"import"}
        assert session.scalars(select(DocumentProperty.value)).all() == ["Wave 1"]
        assert session.scalars(select(DocumentText.text)).one() == EMOJI.replace("\r\n", "\n")
        assert session.scalars(select(Code.colour).where(Code.name == "Hunger")).one() == "#ff0000"
        assert session.scalars(select(Document.name)).one() == "Baker"
        assert session.scalars(select(CaseLink.id)).all() == []
        assert cases_of(session) == []
