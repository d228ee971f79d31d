"""A field for a share from 0 to 1; emptied it has the usual one again."""

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit

WIDE = 62  # pixels
A_SHARE = r"[01]?([.,]\d{0,3})?"


class ShareField(QLineEdit):
    """Takes a decimal point or comma."""

    def __init__(self, usual: float) -> None:
        super().__init__(f"{usual:g}")
        self._usual = usual
        self.setFixedWidth(WIDE)
        self.setPlaceholderText(f"{usual:g}")
        self.setValidator(QRegularExpressionValidator(QRegularExpression(A_SHARE), self))
        self.editingFinished.connect(lambda: self.show_share(self.share()))

    def share(self) -> float:
        """What stands in it, 1 where it is more."""
        words = self.text().replace(",", ".")
        return min(1.0, float(words)) if any(sign.isdigit() for sign in words) else self._usual

    def show_share(self, share: float) -> None:
        """Show another one."""
        if f"{share:g}" != self.text():
            self.setText(f"{share:g}")
