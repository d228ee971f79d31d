"""Whose speech is left out is kept in the project, and in no preference."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app import settings
from app.documents.left_out import speakers_left_out
from app.exchange import wanted
from app.remembered import AGREEMENT, EXPORT
from app.report.comparison_options import comparison_options, first_choices
from app.store.history import history
from app.ui.agreement.workspace import AgreementWorkspace
from app.ui.main_window import MainWindow
from tests.study import Study
from tests.ui.agreement.conftest import complete
from tests.ui.agreement.test_workspace import press_compute


@pytest.fixture
def computed(workspace: AgreementWorkspace, study: Study, qtbot: QtBot) -> AgreementWorkspace:
    for document in (1, 2):
        complete(study, document)
    workspace.session.look()
    press_compute(workspace, qtbot)
    return workspace


def stored() -> str:
    return (settings.folder() / "settings.json").read_text(encoding="utf-8")


def test_who_is_left_out_stands_in_the_project_and_in_no_preference(computed: AgreementWorkspace) -> None:
    known = computed._options
    assert known is not None
    before = computed.session.project.undo_label()
    chosen = tuple(name for name in known.speakers if name != "INTERVIEWER")[:1]
    computed.scope.show_choices(known, replace(computed.scope.choices(), without_speakers=chosen))
    computed.scope.changed.emit()
    assert chosen
    assert chosen[0] not in stored()
    with computed.session.project.read() as reading:
        assert speakers_left_out(reading) == chosen
        again = first_choices(reading, comparison_options(reading))
        assert again.without_speakers == chosen
        assert history(reading, limit=1)[0].label == "Choose whose speech agreement leaves out"
    assert computed.session.project.undo_label() == before
    wanted.remember(known.project, replace(wanted.ExportWanted(), without_speakers=chosen), again)
    assert chosen[0] not in stored()
    assert wanted.remembered(known.project, again).without_speakers == chosen


def test_names_that_earlier_versions_kept_are_taken_out(window: MainWindow) -> None:
    settings.write(AGREEMENT, ['a\t{"unit": "turn", "without_speakers": ["BAKER"]}', "b\tnothing BAKER"])
    settings.write(EXPORT, ['a\t{"kind": "csv", "without_speakers": ["BAKER"], "beside": "[\\"BAKER\\"]"}'])
    assert "BAKER" in stored()
    again = MainWindow()
    again.close()
    again.deleteLater()
    assert "BAKER" not in stored()
    assert settings.read(AGREEMENT, list[str]())[0] == 'a\t{"unit": "turn"}'
    assert settings.read(EXPORT, list[str]()) == ['a\t{"kind": "csv"}']
