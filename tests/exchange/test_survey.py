"""Surveys: columns as ids, attributes, questions; layouts; imported again; wrong input; one undo."""

import json
from pathlib import Path

import pytest

from app.cases.queries import attributes, cases, cells, links
from app.documents.queries import document, documents, regions, text
from app.errors import UserError
from app.exchange.survey import SurveyMap, read_survey, read_survey_map
from app.exchange.survey_import import import_survey, plan_survey
from app.jobs import Job
from app.store.check import problems
from tests.study import Study

HEAD = "Respondent,Gender,Age,Why did you leave?,What did you miss?\n"
ROWS = (
    'R1,woman,31,"They took the flour for themselves, all of it.",My brother and the smell of bread.\n'
    'R2,man,44,"We queued from four in the morning.\nEvery day.",\n'
    "R3,woman,,لم يبق خبز لأطفالي في البيت كله,I missed nothing at all about it.\n"
)
LEAVE, MISS = "Why did you leave?", "What did you miss?"


def survey(folder: Path, text_: str = HEAD + ROWS, name: str = "survey.csv") -> Path:
    path = folder / name
    path.write_text(text_, encoding="utf-8")
    return path


def take_in(study: Study, path: Path, chosen: SurveyMap | None = None) -> None:
    import_survey(study.project, plan_survey(study.project, read_survey(path, chosen)), Job())
    assert problems(study.project) == []


def spoken(study: Study, name: str) -> list[tuple[str, str]]:
    with study.project.read() as session:
        id_ = next(row.id for row in documents(session) if row.name == name)
        body = text(session, id_)
        return [(turn.speaker, body[turn.body : turn.end].strip()) for turn in regions(session, id_, "turn")]


def test_columns_are_taken_for_what_they_look_like(tmp_path: Path) -> None:
    table = read_survey(survey(tmp_path))
    assert table.map == SurveyMap("Respondent", ("Gender", "Age"), (LEAVE, MISS))


def test_a_document_holds_everybody_s_answers_to_a_question_each_linked_to_its_case(
    study: Study, tmp_path: Path
) -> None:
    take_in(study, survey(tmp_path))
    assert spoken(study, LEAVE) == [
        ("R1", "They took the flour for themselves, all of it."),
        ("R2", "We queued from four in the morning.\nEvery day."),
        ("R3", "لم يبق خبز لأطفالي في البيت كله"),
    ]
    assert [name for name, _ in spoken(study, MISS)] == ["R1", "R3"]
    with study.project.read() as session:
        assert [case.name for case in cases(session)] == ["R1", "R2", "R3"]
        assert [(row.name, row.kind) for row in attributes(session)] == [
            ("Gender", "text"),
            ("Age", "number"),
        ]
        assert len(cells(session)) == 5
        assert {(link.document, link.speaker) for link in links(session)} == {
            (LEAVE, "R1"),
            (LEAVE, "R2"),
            (LEAVE, "R3"),
            (MISS, "R1"),
            (MISS, "R3"),
        }
    study.project.undo()
    with study.project.read() as session:
        assert not cases(session)
        assert [row.name for row in documents(session)] == ["Baker"]


def test_a_document_of_one_respondent_has_the_questions_as_labels(study: Study, tmp_path: Path) -> None:
    chosen = SurveyMap("Respondent", (), (LEAVE, MISS), "respondent")
    take_in(study, survey(tmp_path), chosen)
    with study.project.read() as session:
        ids = {row.name: row.id for row in documents(session)}
        body = text(session, ids["R1"])
        labels = [body[turn.start : turn.body] for turn in regions(session, ids["R1"], "turn")]
        assert labels == [f"{LEAVE}\n", f"{MISS}\n"]
        assert {(link.document, link.speaker) for link in links(session)} == {
            ("R1", ""),
            ("R2", ""),
            ("R3", ""),
        }


def test_imported_again_new_rows_come_in_and_codings_stay_on_their_words(
    study: Study, tmp_path: Path
) -> None:
    take_in(study, survey(tmp_path))
    changed = ROWS.replace("woman,31", "woman,32").replace("all of it", "all")
    more = "R4,man,60,I was tired of being afraid of everybody.,Very little of it indeed.\n"
    table = read_survey(survey(tmp_path, HEAD + changed + more))
    plan = plan_survey(study.project, table)
    assert [(row.respondent, row.of) for row in plan.differing] == [("R1", LEAVE), ("R1", "Age")]
    assert plan.added == ()
    before = spoken(study, LEAVE)
    import_survey(study.project, plan, Job())
    assert spoken(study, LEAVE) == [*before, ("R4", "I was tired of being afraid of everybody.")]
    with study.project.read() as session:
        assert len(cases(session)) == 4
        id_ = next(row.id for row in documents(session) if row.name == LEAVE)
        assert document(session, id_).length == len(text(session, id_))
    assert problems(study.project) == []
    again = plan_survey(study.project, table)
    assert again.does_nothing


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        (HEAD + ROWS + "R1,man,1,Once more the same person in here.,\n", "“R1” is in row 2 already"),
        (HEAD + ROWS + ",man,1,Somebody without any id at all.,\n", "the respondent’s id is empty"),
        (HEAD + ROWS.replace(",44,", ",#N/A,"), "error of a spreadsheet"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_nothing_comes_in(
    study: Study, tmp_path: Path, rows: str, what: str
) -> None:
    chosen = SurveyMap("Respondent", ("Gender", "Age"), (LEAVE, MISS))
    with pytest.raises(UserError, match=what):
        take_in(study, survey(tmp_path, rows), chosen)
    with study.project.read() as session:
        assert [row.name for row in documents(session)] == ["Baker"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("{", "is not JSON"),
        ("[]", "is no map of a survey"),
        ('{"layout": "sideways"}', "the layout is one of"),
        ('{"questions": "Why?"}', "lists of headers"),
        ('{"ids": "x"}', "is no map"),
    ],
)
def test_a_map_that_is_none_is_refused(tmp_path: Path, content: str, what: str) -> None:
    path = tmp_path / "map.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=what):
        read_survey_map(path)


def test_a_map_names_columns_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_text(json.dumps({"id": "Respondent", "questions": ["Why not?"]}), encoding="utf-8")
    with pytest.raises(UserError, match="has no column “Why not\\?”"):
        read_survey(survey(tmp_path), read_survey_map(path))


@pytest.mark.parametrize("empty", ["", "a,b\n", "Age,Sex\n1,m\n2,f\n"])
def test_a_table_without_answers_is_refused(tmp_path: Path, empty: str) -> None:
    with pytest.raises(UserError, match="empty|no column of|No column of|nothing to code|problem"):
        read_survey(survey(tmp_path, empty))
