"""The actions on the current code: add, rename, recolour, move, merge, delete, and their dialogs.

Dialogs are imported when they are first wanted: the window starts the sooner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from app.codebook.consequences import consequences_of_deleting
from app.codebook.queries import CodeRow
from app.errors import Overwritten, UserError
from app.report.questions import deleting_code
from app.store.meanwhile import Opened
from app.translation import tr
from app.ui.codebook.editing.gestures import CodebookGestures
from app.ui.codebook.revising.actions import CodebookRevising
from app.ui.codebook.spreadsheets.actions import CodebookSpreadsheets
from app.ui.codebook.tree.model import CodebookModel, Node
from app.ui.codebook.tree.view import CodeTree
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.question import answer
from app.ui.session import ProjectSession

if TYPE_CHECKING:
    from app.ui.codebook.editing.dialog import CodeDialog

EVERYWHERE = Qt.ShortcutContext.WindowShortcut
IN_THE_TREE = Qt.ShortcutContext.WidgetShortcut  # not while somebody types in a field of the panel


class CodebookEditing(QObject):
    """Works on the code that is current in the tree; every change is one action of the project."""

    passages_wanted = Signal(int)

    def __init__(self, session: ProjectSession, model: CodebookModel, tree: CodeTree, panel: QWidget) -> None:
        super().__init__(panel)
        self._session, self._model, self._tree, self._panel = session, model, tree, panel
        self._gestures = CodebookGestures(session)
        self.spreadsheets = CodebookSpreadsheets(session, panel)
        self.revising = CodebookRevising(session, panel, lambda: model.node(tree.current()))
        self.actions: list[QAction] = []
        self._of_a_code: list[QAction] = []
        self._make_actions()
        model.rename_wanted.connect(self.rename_to)
        model.move_wanted.connect(self.move)
        tree.current_changed.connect(self._allow)
        self._allow()

    def _make_actions(self) -> None:
        add = self.add_action
        self.add_code = add(tr("&Add a code…"), lambda: self.add(None), "Ctrl+Shift+A", any_code=False)
        self.add_under = add(tr("Add a code &under it…"), self._add_under, "")
        self.edit_code = add(tr("&Edit the definition…"), self.edit, "Ctrl+E")
        self.rename = add(tr("&Rename"), self._tree.begin_rename, "F2", IN_THE_TREE)
        self.set_key = add(tr("Set its &key…"), self.edit_key, "")
        self.up = add(tr("Move u&p"), partial(self.step, -1), "Alt+Up", IN_THE_TREE)
        self.down = add(tr("Move do&wn"), partial(self.step, 1), "Alt+Down", IN_THE_TREE)
        self.inwards = add(tr("Move &into the code above"), self.move_in, "Alt+Right", IN_THE_TREE)
        self.outwards = add(tr("Move &out of its group"), self.move_out, "Alt+Left", IN_THE_TREE)
        self.merge_code = add(tr("&Merge into…"), self.merge, "Ctrl+Shift+M")
        self.delete_code = add(tr("&Delete…"), self.delete, "Del", IN_THE_TREE)
        self.export = add(tr("E&xport the codebook…"), self.spreadsheets.ask_and_export, "", any_code=False)
        self.import_file = add(
            tr("&Import a codebook…"), self.spreadsheets.ask_and_import, "", any_code=False
        )
        self.passages = add(tr("&Passages with this code"), self._ask_for_passages, "Ctrl+Shift+P")
        self.revising.add_actions(self)

    def add_action(
        self,
        name: str,
        slot: Callable[[], object],
        keys: str,
        context: Qt.ShortcutContext = EVERYWHERE,
        *,
        any_code: bool = True,
    ) -> QAction:
        """Add an action to the panel and to the menus; `any_code`: it needs a current code."""
        action = QAction(name, self._panel)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(context)
        action.triggered.connect(lambda _=False: slot())
        (self._tree if context == IN_THE_TREE else self._panel).addAction(action)
        self.actions.append(action)
        if any_code:
            self._of_a_code.append(action)
        return action

    def _allow(self, _: object = None) -> None:
        for action in self._of_a_code:
            action.setEnabled(bool(self._tree.current()))

    def menu(self, *, of_a_code: bool = True) -> QMenu:
        """The menu of the current code, or of the codebook as a whole."""
        menu = QMenu(self._panel)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        node = self._model.node(self._tree.current())
        if node is None or not of_a_code:
            menu.addActions([self.add_code, self.import_file, self.export])
            return menu
        menu.addActions([self.passages])
        menu.addSeparator()
        menu.addActions([self.edit_code, self.rename, self.set_key])
        self._add_colours(menu.addMenu(tr("&Colour")), node)
        menu.addSeparator()
        menu.addActions([self.add_code, self.add_under])
        move = menu.addMenu(tr("Mo&ve"))
        move.addActions([self.up, self.down, self.inwards, self.outwards])
        menu.addSeparator()
        menu.addActions([self.merge_code, self.revising.split, self.delete_code])
        menu.addSeparator()
        menu.addActions([self.revising.propose, self.revising.as_one])
        return menu

    def _add_colours(self, menu: QMenu, node: Node) -> None:
        from app.ui.codebook.editing.colours import ColourGrid

        grid = ColourGrid(node.code.colour)
        grid.colour_chosen.connect(partial(self.recolour, node.code))
        grid.colour_chosen.connect(menu.close)
        action = QWidgetAction(menu)
        action.setDefaultWidget(grid)
        menu.addAction(action)

    def _node(self, code_id: int = 0) -> Node:
        node = self._model.node(code_id or self._tree.current())
        if node is None:
            raise UserError("No code is chosen. Click one in the codebook, then try again.")
        return node

    # adding and changing

    def add(self, parent_id: int | None) -> None:
        """Ask for new codes under a parent, or at the top."""
        from app.ui.codebook.editing.adding import NewCodeDialog

        def add(under: int | None, fields: Mapping[str, Any]) -> None:
            self._tree.select(self._gestures.add(under, None, fields))

        open_and_forget(NewCodeDialog(self._panel.window(), add, self._model.rows, parent_id))

    def _add_under(self) -> None:
        self.add(self._tree.current())

    def edit(self) -> CodeDialog:
        """Open the dialog with all fields of the current code."""
        from app.ui.codebook.editing.dialog import CodeDialog

        code = self._node().code
        opened = Opened(asdict(code))

        def store(fields: Mapping[str, Any]) -> None:
            opened.store(lambda seen: self._gestures.change(code.id, code.name, fields, seen))

        dialog = CodeDialog(self._panel.window(), store, code)
        open_and_forget(dialog)
        return dialog

    def edit_key(self) -> None:
        """Open the dialog at the key."""
        dialog = self.edit()
        dialog.shortcut.setFocus()
        dialog.shortcut.selectAll()

    def rename_to(self, code_id: int, name: str, seen: str) -> None:
        """Give a code another name in place of the one seen; what is refused stays in its field."""
        try:
            self._gestures.change(code_id, seen, {"name": name}, {"name": seen})
        except UserError as refusal:
            now = str(refusal.now["name"]) if isinstance(refusal, Overwritten) else seen
            self._tree.type_again(code_id, name, now)
            raise

    def recolour(self, code: CodeRow, colour: str) -> None:
        """Give a code, as it was seen, another colour."""
        self._gestures.change(code.id, code.name, {"colour": colour}, {"colour": code.colour})

    # moving

    def move(self, code_id: int, parent_id: int | None, position: int) -> None:
        """Move a code to a place among a parent's children; nothing happens where it is there already."""
        node = self._node(code_id)
        if (node.code.parent_id, node.place) != (parent_id, position):
            self._gestures.move(code_id, node.code.name, parent_id, position)
            self._tree.select(code_id)

    def step(self, by: int) -> None:
        """Move the current code up (-1) or down (1) among its siblings."""
        node = self._node()
        position = node.place + by
        if 0 <= position < len(self._model.siblings(node)):
            self.move(node.code.id, node.code.parent_id, position)

    def move_in(self) -> None:
        """Make the current code the last one under the sibling above it."""
        node = self._node()
        if node.place:
            above = self._model.siblings(node)[node.place - 1]
            self.move(node.code.id, above.code.id, len(above.below))

    def move_out(self) -> None:
        """Make the current code the next sibling of its parent."""
        node = self._node()
        if node.above is not None:
            self.move(node.code.id, node.above.code.parent_id, node.above.place + 1)

    # removing

    def merge(self) -> None:
        """Ask into which code the current one is merged."""
        from app.ui.codebook.editing.merging import MergeDialog

        node = self._node()
        source = (node.code.id, node.code.name)

        def merge_into(target: CodeRow) -> None:
            self._gestures.merge(source, (target.id, target.name))
            self._tree.select(target.id)

        dialog = MergeDialog(
            self._panel.window(), node, self._model.rows(), merge_into, self._model.not_counted
        )
        dialog.compare_wanted.connect(self.revising.show_as_one)
        open_and_forget(dialog)

    def delete(self) -> None:
        """Say what goes with the current code, and delete it when the person wants that."""
        code = self._node().code
        with self._session.project.read() as reading:
            lost = consequences_of_deleting(reading, code.id)
        chosen = answer(self._panel.window(), deleting_code(code.name, lost))
        if chosen == "agree":
            self._gestures.delete(code.id, code.name)
        elif chosen == "instead":
            self.merge()

    def _ask_for_passages(self) -> None:
        self.passages_wanted.emit(self._node().code.id)
