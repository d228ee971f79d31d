"""What a comparison is good for: text for a paper, the plan of a sample, and why its numbers are right."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.agreement.study.results import Result
from app.exchange.methods import methods_of
from app.store.setting import title
from app.translation import tr
from app.ui.agreement.out_of_date import Latest, OutOfDate, tables_of
from app.ui.agreement.reports.how_we_know import show_examples
from app.ui.agreement.reports.methods import MethodsDialog
from app.ui.agreement.reports.planner import PlannerDialog
from app.ui.kit.buttons import tool_button
from app.ui.kit.dialog import show_once
from app.ui.kit.lines import beside
from app.ui.session import ProjectSession
from app.ui.unseen import ClosesUnseen


class Reports(QWidget):
    """Three buttons, each opening a dialog; `with_result` calls back with the result by code."""

    def __init__(
        self, session: ProjectSession, with_result: Callable[[Callable[[Result], None]], None]
    ) -> None:
        super().__init__()
        self._session = session
        self._latest = Latest()
        session.changed.connect(self._latest.note)
        self.methods = tool_button(
            tr("Methods text"),
            tr("A paragraph and a table for a paper, to copy"),
            lambda: with_result(self.show_methods),
        )
        self.plan = tool_button(
            tr("Plan a sample"),
            tr("How much must be coded twice for narrow intervals; draw the sample"),
            lambda: with_result(self.show_planner),
        )
        self.know = tool_button(
            tr("How we know"),
            tr("Published examples, recomputed here: computed beside printed"),
            self.show_examples,
        )
        row = beside(on=self, margins=(0, 0, 10, 0), spacing=2)
        for button in (self.methods, self.plan, self.know):
            row.addWidget(button)

    def _note(self, result: Result) -> OutOfDate:
        material = result.material
        return OutOfDate(self._session, tables_of(material), old=self._latest.after(material))

    def show_methods(self, result: Result) -> None:
        """Open the methods text of a result."""
        with self._session.project.read() as reading:
            text = methods_of(reading, result, title(reading))
        dialog = MethodsDialog(self.window(), text, self._note(result))
        ClosesUnseen(dialog, self._session, result.material.seen_of)
        dialog.open()

    def show_planner(self, result: Result) -> None:
        """Open the planner, with a result as the pilot."""

        def make() -> PlannerDialog:
            dialog = PlannerDialog(self.window(), self._session, result, self._note(result))
            ClosesUnseen(dialog, self._session, result.material.seen_of)
            return dialog

        show_once(self.window(), PlannerDialog, make, of=self, about=result)

    def show_examples(self) -> None:
        """Open the published examples."""
        show_examples(self.window())
