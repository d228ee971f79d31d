"""Merging a code into another one: the target is chosen and the consequences are read before it happens."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from app.codebook.queries import CodeRow
from app.translation import tr
from app.ui.codebook.editing.choosing import CodeChooser
from app.ui.codebook.tree.model import Node
from app.ui.kit.form import Choosing
from app.ui.kit.lines import below
from app.ui.kit.plain import Heading, Label


def inside(node: Node) -> set[int]:
    """The ids of a code and of all codes under it."""
    return {node.code.id}.union(*(inside(child) for child in node.below))


class MergeDialog(Choosing):
    """Offers every code but those inside the one that is merged; `merge` gets the target."""

    compare_wanted = Signal(int, int)  # what would agreement be, if these two codes were one?

    def __init__(
        self,
        parent: QWidget | None,
        source: Node,
        codes: list[CodeRow],
        merge: Callable[[CodeRow], object],
        not_counted: str = "",
    ) -> None:
        super().__init__(parent, tr("Merge code"), tr("Merge"))
        self._source, self._merge, self._not_counted = source, merge, not_counted
        taken = inside(source)
        self.chooser = CodeChooser([code for code in codes if code.id not in taken])
        self.field, self.list = self.chooser.field, self.chooser.list
        self.words = Label(wordWrap=True)
        self.words.setMinimumHeight(self.words.fontMetrics().lineSpacing() * 5)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.compare = self.buttons.addButton(tr("Agreement as one…"), QDialogButtonBox.ButtonRole.HelpRole)
        self.compare.setToolTip(tr("What agreement would be, if the two codes were one"))
        self.compare.clicked.connect(self._compare)
        title = Heading(tr("Merge “{name}” into …", name=source.code.name))
        self.lay_out(below(title, (self.chooser, 1), self.words), 460, 520)
        self.chooser.chosen_changed.connect(self._show_consequences)
        self.list.itemDoubleClicked.connect(self.ok.click)
        self._show_consequences()

    def target(self) -> CodeRow | None:
        """The code that was chosen."""
        return self.chooser.code()

    def _show_consequences(self, *_: object) -> None:
        target = self.target()
        self.ok.setEnabled(target is not None)
        self.compare.setEnabled(target is not None)
        self.words.setText(
            consequences(self._source, target, self._not_counted)
            if target
            else tr("Choose the code that takes over all codings.")
        )

    def _compare(self) -> None:
        target = self.target()
        if target is not None:
            self.compare_wanted.emit(self._source.code.id, target.id)

    def submit(self) -> None:
        """Merge."""
        target = self.target()
        if target is not None:
            self._merge(target)


def consequences(source: Node, target: CodeRow, not_counted: str = "") -> str:
    """What merging does, in sentences; `not_counted` says which codings the number lacks."""
    name, into = source.code.name, target.name
    sentences = [
        tr(
            "{count} coding, of all coders, becomes “{target}”.",
            "{count} codings, of all coders, become “{target}”.",
            source.everybody,
            target=into,
        )
    ]
    if not_counted:
        sentences.append(not_counted)
    if source.everybody:
        sentences.append(tr("Where a coder had both codes on the same words, one coding remains."))
    if source.below:
        words = tr(
            "{count} code under “{name}” moves under “{target}”.",
            "{count} codes under “{name}” move under “{target}”.",
            len(source.below),
            name=name,
            target=into,
        )
        sentences.append(words)
    sentences.append(tr("“{name}” is removed with its definition. You can undo this.", name=name))
    return " ".join(sentences)
