"""Documents are in groups, one in several; groups are renamed, and gone with their last document."""

import pytest

from app.documents.actions import add_document, remove_document
from app.documents.groups import groups, groups_of, put_in_group, rename_group, take_out_of_group
from app.errors import UserError
from tests.study import Study


def test_documents_are_in_groups_which_last_as_long_as_somebody_is_in_them(study: Study) -> None:
    do = study.project.do
    other = do("Import", add_document, name="P2", text="It rained.\n")
    do("Group", put_in_group, document_ids=[study.baker, other], group=" Field  notes ")
    do("Group", put_in_group, document_ids=[other, 999], group="field notes")
    do("Group", put_in_group, document_ids=[other], group="شهادات")
    with study.project.read() as session:
        assert groups(session) == {"Field notes": (study.baker, other), "شهادات": (other,)}
        assert groups_of(session)[other] == ("Field notes", "شهادات")
    do("Rename", rename_group, group="Field notes", name="Notes 2")
    with pytest.raises(UserError, match="There is a group “شهادات” already"):
        do("Rename", rename_group, group="Notes 2", name="شهادات")
    do("Out", take_out_of_group, document_ids=[study.baker], group="NOTES 2")
    do("Remove", remove_document, document_id=other)
    with study.project.read() as session:
        assert groups(session) == {}
    study.project.undo()
    with study.project.read() as session:
        assert groups(session) == {"Notes 2": (other,), "شهادات": (other,)}
