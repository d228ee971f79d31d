"""The study folder: a whole study as plain texts and CSV tables, in and out.

documents/<doc_id>.txt      UTF-8
codings.csv                 doc_id, coder, code, start, end; optional memo, quote, certainty, origin
assignments.csv             optional: doc_id, coder of completed pairs
codebook.csv                optional: code, parent, definitions, colour, shortcut, exclusive
documents.csv               optional: doc_id, name, language, direction, provenance and anything else
"""

from app.exchange.study_folder.exporting import Exported, export_study
from app.exchange.study_folder.importing import Imported, import_study

__all__ = ["Exported", "Imported", "export_study", "import_study"]
