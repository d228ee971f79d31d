"""Qt's own tester of item models, which ends the run where a model breaks its promises."""

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester


def watch(model: QAbstractItemModel) -> None:
    """Let the tester look at a model now and after each change, once."""
    if model.findChild(QAbstractItemModelTester) is None:
        fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
        QAbstractItemModelTester(model, fatal, model).setUseFetchMore(False)
