"""Who asks, going by the labels in the documents."""

from app.documents.actions import add_document
from app.documents.askers import askers
from app.documents.roles import asking, give_roles
from tests.study import Study


def test_the_labels_of_all_documents_or_of_some_are_asked(study: Study) -> None:
    text = "Moderator: And you?\nLena: We stayed.\nModerator: Why?\nLena: For him.\n"
    other = study.project.do("Import", add_document, name="Group", text=text)
    with study.project.read() as reading:
        assert askers(reading) == ("INTERVIEWER", "Moderator")
        assert askers(reading, [other]) == ("Moderator",)


def test_where_everybody_asks_nobody_is_told_to_be_left_out() -> None:
    assert asking(("Q", "A", "Ana")) == ("Q",)
    assert asking(("Interviewer", "Moderator")) == ()
    assert asking(()) == ()


def test_who_was_given_a_role_asks_or_not_whatever_the_label_says(study: Study) -> None:
    text = "Anna: And you?\nQ: We stayed.\nAnna: Why?\nQ: For him.\n"
    other = study.project.do("Import", add_document, name="Group", text=text)
    study.project.do("Roles", give_roles, roles={"Anna": "interviewer", "Q": "participant"})
    with study.project.read() as reading:
        assert askers(reading, [other]) == ("Anna",)
