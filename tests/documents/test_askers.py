"""Who asks, going by the labels in the documents."""

from app.documents.actions import add_document
from app.documents.askers import among, askers
from tests.study import Study


def test_the_labels_of_all_documents_or_of_some_are_asked(study: Study) -> None:
    text = "Moderator: And you?\nLena: We stayed.\nModerator: Why?\nLena: For him.\n"
    other = study.project.do("Import", add_document, name="Group", text=text)
    with study.project.read() as reading:
        assert askers(reading) == ("INTERVIEWER", "Moderator")
        assert askers(reading, [other]) == ("Moderator",)


def test_where_everybody_asks_nobody_is_told_to_be_left_out() -> None:
    assert among(("Q", "A", "Ana")) == ("Q",)
    assert among(("Interviewer", "Moderator")) == ()
    assert among(()) == ()
