"""Which sheets a workbook can have, in their order."""

from app.errors import UserError
from app.exchange.workbook.choices import WorkbookChoices
from app.exchange.workbook.export import Export
from app.exchange.workbook.sheets import (
    answers,
    by_code,
    by_document,
    by_pair,
    by_round,
    case_by_code,
    cases,
    code_matrix,
    codebook,
    codebook_changes,
    codings,
    confusion,
    decisions,
    differing_answers,
    disagreements,
    matrices,
    memos,
    methods,
    quote_bank,
    quotes,
    summary,
    together,
    units,
)
from app.exchange.workbook.writing.pages import NOTHING, SORTED, Kind, Page, pages

__all__ = ["SHEETS", "Kind", "Page", "chosen", "is_chosen", "pages", "refuse_unknown"]

SHEETS: tuple[Kind, ...] = (
    Kind(
        summary.TITLE,
        summary.ABOUT,
        summary.columns,
        summary.rows,
        lay_out=summary.lay_out,
        cost=SORTED,
        early=summary.early,
    ),
    Kind(by_code.TITLE, by_code.ABOUT, by_code.columns, by_code.rows),
    Kind(by_pair.TITLE, by_pair.ABOUT, by_pair.columns, by_pair.rows),
    Kind(
        by_document.TITLE,
        by_document.ABOUT,
        by_document.columns,
        by_document.rows,
        sensible=by_document.is_sensible,
    ),
    Kind(by_round.TITLE, by_round.ABOUT, by_round.columns, by_round.rows, sensible=by_round.is_sensible),
    Kind(
        confusion.TITLE,
        confusion.ABOUT,
        confusion.columns,
        confusion.rows,
        after=confusion.heat,
        cost=SORTED,
        early=confusion.early,
    ),
    Kind(
        disagreements.TITLE,
        disagreements.ABOUT,
        disagreements.columns,
        disagreements.rows,
        after=disagreements.guide,
        sensible=disagreements.is_sensible,
        cost=SORTED,
    ),
    Kind(
        decisions.TITLE,
        decisions.ABOUT,
        decisions.columns,
        decisions.rows,
        sensible=decisions.is_sensible,
        cost=NOTHING,
    ),
    Kind(quotes.TITLE, quotes.ABOUT, quotes.columns, quotes.rows, sensible=quotes.is_sensible),
    Kind(
        code_matrix.TITLE,
        code_matrix.ABOUT,
        code_matrix.columns,
        code_matrix.rows,
        after=code_matrix.shade_and_chart,
        sensible=code_matrix.is_sensible,
        cost=NOTHING,
    ),
    Kind(codebook.TITLE, codebook.ABOUT, codebook.columns, codebook.rows, cost=NOTHING),
    Kind(
        codebook_changes.TITLE,
        codebook_changes.ABOUT,
        codebook_changes.columns,
        codebook_changes.rows,
        sensible=codebook_changes.is_sensible,
        cost=NOTHING,
    ),
    Kind(cases.TITLE, cases.ABOUT, cases.columns, cases.rows, sensible=cases.is_sensible, cost=NOTHING),
    Kind(
        answers.CASES,
        answers.ABOUT_CASES,
        answers.case_columns,
        answers.case_rows,
        sensible=answers.cases_are_sensible,
        cost=NOTHING,
    ),
    Kind(
        answers.DOCUMENTS,
        answers.ABOUT_DOCUMENTS,
        answers.document_columns,
        answers.document_rows,
        sensible=answers.documents_are_sensible,
        cost=NOTHING,
    ),
    Kind(
        differing_answers.TITLE,
        differing_answers.ABOUT,
        differing_answers.columns,
        differing_answers.rows,
        sensible=differing_answers.is_sensible,
        cost=NOTHING,
    ),
    Kind(memos.TITLE, memos.ABOUT, memos.columns, memos.rows, sensible=memos.is_sensible, cost=NOTHING),
    Kind(
        quote_bank.TITLE,
        quote_bank.ABOUT,
        quote_bank.columns,
        quote_bank.rows,
        sensible=quote_bank.is_sensible,
        cost=NOTHING,
    ),
    Kind(
        together.TITLE,
        together.ABOUT,
        together.columns,
        together.rows,
        sensible=together.is_sensible,
        cost=NOTHING,
    ),
    Kind(methods.TITLE, methods.ABOUT, methods.columns, methods.rows, lay_out=methods.lay_out),
    Kind(
        case_by_code.TITLE,
        case_by_code.ABOUT,
        case_by_code.columns,
        case_by_code.rows,
        sensible=case_by_code.is_sensible,
        is_data=True,
    ),
    Kind(units.TITLE, units.ABOUT, units.columns, units.rows, sensible=units.is_sensible, is_data=True),
    Kind(
        matrices.TITLE,
        matrices.ABOUT,
        matrices.columns,
        matrices.rows,
        pages=matrices.pages,
        sensible=matrices.is_sensible,
        is_data=True,
    ),
    Kind(codings.TITLE, codings.ABOUT, codings.columns, codings.rows, cost=NOTHING, is_data=True),
)


def chosen(export: Export) -> list[Kind]:
    """The sheets that were chosen, or are sensible."""
    return [kind for kind in SHEETS if is_chosen(kind, export)]


def is_chosen(kind: Kind, export: Export) -> bool:
    """Whether a sheet is written."""
    choices = export.choices
    if choices.sheets is not None:
        return kind.title in choices.sheets
    if kind.title in choices.added or kind.title in choices.left_out:
        return kind.title in choices.added
    return kind.sensible is None or kind.sensible(export)


def refuse_unknown(choices: WorkbookChoices) -> None:
    """UserError where a title was asked for that no sheet has."""
    titles = [kind.title for kind in SHEETS]
    for title in choices.sheets or ():
        if title not in titles:
            raise UserError(f"There is no sheet “{title}”. Choose from: {', '.join(titles)}.")
