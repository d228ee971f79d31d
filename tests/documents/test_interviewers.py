"""Who asks is told by the word for the role, in many languages; a name says nothing."""

import pytest

from app.documents.interviewers import is_interviewer


@pytest.mark.parametrize(
    "label",
    [
        "Interviewer",
        "INTERVIEWER 2",
        "Interviewer A",
        "I",
        "I1",
        "Int.",
        "INT",
        "Q",
        "Moderator",
        "Facilitator 1",
        "Anna (Interviewer)",
        "Interviewer (Anna)",
        "Anna, Moderator",
        "Interviewerin",
        "Moderatorin",
        "Enquêtrice",
        "Intervieweur1",
        "Entrevistadora",
        "ENTREVISTADOR",
        "المحاورة",
        "المحاوِر",
        "الباحثة 2",
        "س",
        "מראיינת",
        "聞き手",
        "采访者",
        "Görüşmeci",
        "Интервьюер",
    ],
)
def test_a_label_that_names_whoever_asks_is_told(label: str) -> None:
    assert is_interviewer(label)


@pytest.mark.parametrize(
    "label",
    [
        "Interviewee",
        "Respondent",
        "P1",
        "R",
        "A",
        "Anna",
        "Ian",
        "Quentin",
        "Participant 3",
        "Befragte",
        "Enquêté",
        "Entrevistada",
        "Interpreter",
        "المبحوث",
        "أبو محمد",
        "ج",
        "מרואיין",
        "話し手",
        "Speaker 1",
        "",
    ],
)
def test_a_label_of_anybody_else_is_not(label: str) -> None:
    assert not is_interviewer(label)
