"""What is said of a quote: wording, translation, attribution, clearance, where it was used."""

from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.quotes.actions import change_quote
from app.quotes.queries import QuoteRow
from app.report.written import CLEARANCES
from app.translation import tr, translated
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.form import FormDialog, form_layout, text_field
from app.ui.kit.plain import Label
from app.ui.session import ProjectSession

WIDE = 620


class QuoteDialog(FormDialog):
    """Changes one quote."""

    def __init__(self, parent: QWidget | None, session: ProjectSession, quote: QuoteRow) -> None:
        super().__init__(parent, tr("Change the quote"), tr("Save"))
        self._session, self._quote = session, quote
        attribution = quote.attribution if quote.is_attributed else ""
        self.wording = text_field(quote.wording, 4)
        self.wording.setPlaceholderText(tr("Leave empty to quote the words as they stand in the text"))
        self.translation = text_field(quote.translation, 3)
        self.attribution = QLineEdit(attribution)
        if not quote.is_attributed and quote.attribution:
            self.attribution.setPlaceholderText(quote.attribution)
        self.clearance = ChoiceBox()
        for clearance, words in CLEARANCES.items():
            self.clearance.addItem(translated(words), clearance)
        self.clearance.setCurrentIndex(self.clearance.findData(quote.clearance))
        self.used_in = QLineEdit(quote.used_in)
        self.note = text_field(quote.note, 2)
        self._seen = {
            "wording": quote.wording,
            "translation": quote.translation,
            "attribution": attribution,
            "clearance": quote.clearance,
            "used_in": quote.used_in,
            "note": quote.note,
        }
        self._lay_out()
        self.wording.setFocus()

    def _lay_out(self) -> None:
        form = form_layout()
        original = self._quote.original or tr("Its words were changed away from the text.")
        words = Label(" ".join(original.split()), wordWrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        form.addRow(tr("Original"), words)
        for name, field in (
            (tr("&Wording"), self.wording),
            (tr("&Translation"), self.translation),
            (tr("&Attribution"), self.attribution),
            (tr("&Clearance"), self.clearance),
            (tr("&Used in"), self.used_in),
            (tr("&Note"), self.note),
        ):
            form.addRow(name, field)
        self.lay_out(form, WIDE)

    def submit(self) -> None:
        """Store it."""
        self._session.do(
            tr("Change quote"),
            change_quote,
            quote_id=self._quote.id,
            seen=self._seen,
            wording=self.wording.toPlainText(),
            translation=self.translation.toPlainText(),
            attribution=self.attribution.text(),
            clearance=self.clearance.currentData(),
            used_in=self.used_in.text(),
            note=self.note.toPlainText(),
        )
