"""The report's words as the window has them, each with its tip."""

from app.agreement.study.diagnosis import Disagreement
from app.agreement.study.kind_names import KINDS as COUNTED
from app.reconcile.items import ITEM_KINDS
from app.report.differing_passages import CoderExtent, DifferingPassage
from app.report.differing_table import kind_words
from app.report.names import kind_told
from app.report.words import KINDS
from app.ui.agreement.deeper.kinds_bar import KindsBar
from app.ui.reconcile.item.decision_bar import DecisionBar
from app.ui.reconcile.item.keys import Command
from app.ui.reconcile.queue.kinds_list import KindsList


def test_a_kind_has_its_one_word_in_reconcile_with_a_tip(qtbot):
    kinds = KindsList()
    qtbot.addWidget(kinds)
    for kind in ITEM_KINDS:
        button = kinds.buttons[kind]
        assert button.accessibleName().startswith(f"{KINDS[kind].name}:")
        assert kind_told(kind).split(": ")[1] in button.toolTip()


def test_later_is_the_word_on_its_button_with_a_tip(qtbot):
    bar = DecisionBar()
    qtbot.addWidget(bar)
    button = bar._outcomes[Command.LATER]
    assert (button.words, button.toolTip()) == ("later", "Later: to be discussed")


def test_what_is_missed_is_missed_by_somebody_in_the_list_of_passages():
    def passage(kind: str) -> DifferingPassage:
        extents = (CoderExtent("A", "Ana", "#000000", ((0.0, 1.0),)), CoderExtent("B", "Bo", "#000000", ()))
        return DifferingPassage(1, 0, 1, kind, "Baker", "ltr", 2, "", "Work", "#000000", extents, ())

    assert kind_words(passage("missed")) == "missed by B"
    assert kind_words(passage("relative")) == "relative"


def test_the_bar_of_kinds_tells_what_each_means(qtbot):
    bar = KindsBar()
    qtbot.addWidget(bar)
    nothing = dict.fromkeys(COUNTED, 0)
    bar.show_disagreement(Disagreement("Work", 1, 0.0, nothing, nothing))
    assert all(kind_told(kind) in bar.toolTip().replace("<br>", "\n") for kind in COUNTED)
