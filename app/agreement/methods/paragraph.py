"""The methods paragraph of a paper: what was compared and how, and nothing that was not done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from app.agreement.coefficients.values import ROUGH, TOO_FEW_USES
from app.agreement.methods.journal_table import JournalTable, active_coders, journal_table, short_names
from app.agreement.methods.sources import JACKKNIFE, REFERENCES, SUMMARY, listed
from app.agreement.planning.sampling import Drawn
from app.agreement.study.results import Result
from app.agreement.study.statistic_names import NAMED, PAIRS
from app.agreement.study.statistics import OF_ALL_CODERS, OF_PAIRS, ON_CHARACTERS, SHARES, STATISTICS
from app.counting import counted

LEVELS = {  # as the sentence says it
    "code": "for each code",
    "pair": "for each pair of coders",
    "document": "for each document",
    "domain": "for each group of codes that exclude one another",
    "overall": "for all codes together",
}
ORIGINS = {  # how codings were made
    "hand": "by hand",
    "search": "by coding what a search had found",
    "import": "elsewhere and imported",
    "suggestion": "by accepting a suggestion",
}
UNITS = {
    "token": "word",
    "sentence": "sentence",
    "turn": "turn (in texts without turns: paragraph)",
    "passage": "passage given beforehand",
    "document": "document",
    "case": "case",
}


@dataclass(frozen=True)
class Sentence:
    """One sentence, and what it is about: a word by which it can be found."""

    about: str
    text: str


@dataclass(frozen=True)
class MethodsText:
    """A paragraph, the works it cites, and the table it goes with."""

    sentences: tuple[Sentence, ...]
    references: tuple[str, ...]
    table: JournalTable

    @property
    def paragraph(self) -> str:
        """All sentences in a row."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def plain(self) -> str:
        """Paragraph, references and the table with tabs."""
        parts = [self.paragraph, "References\n" + "\n".join(self.references), self.table.tsv()]
        return "\n\n".join(part for part in parts if part != "References\n") + "\n"

    @property
    def html(self) -> str:
        """The same for a word processor."""
        references = "".join(f"<p>{escape(work)}</p>" for work in self.references)
        heading = "<p><b>References</b></p>" if references else ""
        return f"<p>{escape(self.paragraph)}</p>{heading}{references}{self.table.html()}"

    def about(self, what: str) -> str:
        """The sentence about something, empty where nothing is said of it."""
        return next((sentence.text for sentence in self.sentences if sentence.about == what), "")


@dataclass(frozen=True)
class ClosedRound:
    """A round whose frozen codings were compared; `closed_on` is a day (ISO 8601).

    `drawn` says how its documents were chosen, as the round keeps it; empty where it doesn't.
    """

    name: str
    closed_on: str
    blind: bool
    drawn: str = ""


def methods_text(
    result: Result,
    project_title: str,
    version: str,
    codebook_version: str = "",
    drawn: Drawn | None = None,
    closed_round: ClosedRound | None = None,
) -> MethodsText:
    """The paragraph for a result; `version` is the program's, `codebook_version` empty where none exists.

    `drawn` is a sample that was drawn in this project, if any; `closed_round` is the one compared.
    """
    writer = _Writer(result, project_title, version, codebook_version, drawn, closed_round)
    return MethodsText(tuple(writer.sentences()), tuple(writer.references()), journal_table(result))


class _Writer:
    """Looks up in a result what each sentence may say."""

    def __init__(
        self,
        result: Result,
        title: str,
        version: str,
        codebook_version: str,
        drawn: Drawn | None,
        closed_round: ClosedRound | None,
    ) -> None:
        self._result, self._material = result, result.material
        self._round = closed_round
        self._drawn = drawn
        self._title, self._version, self._codebook = title, version, codebook_version
        self._many = self._material.coders_per_document
        self._compared = self._many > 1
        self._coders = active_coders(self._material)
        given = {row.statistic for row in result.rows if row.value.value is not None}
        self._statistics = [key for key in STATISTICS if key in given]
        bounded = {row.statistic for row in result.rows if row.value.low is not None}
        self._with_interval = [key for key in self._statistics if key in bounded]

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence that is true of this result, in order."""
        if not self._compared.any():
            yield Sentence("sample", "No document was completed by two coders: there is nothing to report.")
            return
        parts = {
            "sample": self._sample(),
            "round": self._of_round(),
            "drawn": self._how_drawn(),
            "left out": self._left_out(),
            "origins": self._of_origins(),
            "codebook": self._codes(),
            "unit": self._unit(),
            "uncoded": "Text that a coder who had completed the document left uncoded counts as not coded.",
            "not codable": self._not_codable(),
            "boundaries": self._boundaries(),
            "statistics": self._reported(),
            "characters": self._on_characters(),
            "together": self._together(),
            "intervals": self._intervals(),
            "few documents": self._few_documents(),
            "few uses": self._few_uses(),
            "software": f"Values were computed with Intercoder {self._version}.",
        }
        yield from (Sentence(about, text) for about, text in parts.items() if text)

    def references(self) -> list[str]:
        """The works that the sentences cite, sorted."""
        if not self._compared.any():
            return []
        keys = {key for statistic in self._statistics for key in NAMED[statistic].references}
        keys |= set(JACKKNIFE if self._with_interval else ()) | set(SUMMARY if self._summed else ())
        return sorted(REFERENCES[key] for key in keys)

    def _sample(self) -> str:
        many = self._many[self._compared]
        names = short_names(self._material, self._coders)
        where = f" in “{self._title}”" if self._title else ""
        each = f"{many.min()}" if many.min() == many.max() else f"{many.min()} to {many.max()}"
        if many.min() == len(names):
            each = "both" if len(names) == 2 else "all"
        return (
            f"Agreement{where} was computed between {len(names)} coders ({listed(names)}) on "
            f"{counted(len(many), 'document')}, each completed by {each} of them."
        )

    def _how_drawn(self) -> str:
        """Only where what was drawn is among what was compared; says how much of it is."""
        drawn, documents = self._drawn, self._material.documents
        if drawn is None:
            return ""
        compared = [
            document.guid
            for document, is_compared in zip(documents, self._compared, strict=True)
            if is_compared
        ]
        common = len(set(compared) & set(drawn.documents))
        if not common:
            return ""
        how = f", in proportion to {drawn.in_proportion_to}" if drawn.in_proportion_to else " at random"
        among = "All" if common == len(compared) else f"{common:,}"
        return (
            f"Of {drawn.of:,} {drawn.what}, {drawn.number:,} had been drawn{how} with seed {drawn.seed} "
            f"({drawn.at[:10]}). {among} of the documents compared "
            f"{'belong' if common > 1 else 'belongs'} to this sample."
        )

    def _left_out(self) -> str:
        dropped = self._material.dropped
        parts = []
        if dropped.single_coder_documents:
            parts.append(
                f"{counted(dropped.single_coder_documents, 'document')} that fewer than two completed"
            )
        if dropped.empty_documents:
            parts.append(f"{counted(dropped.empty_documents, 'document')} without text to compare")
        if dropped.single_coder_cases:
            parts.append(f"{counted(dropped.single_coder_cases, 'case')} that fewer than two saw whole")
        left_out = dropped.single_coder_documents + dropped.empty_documents + dropped.single_coder_cases
        were = "was" if left_out == 1 else "were"
        return f"{_capital(listed(parts))} {were} left out." if parts else ""

    def _of_origins(self) -> str:
        origins, others = self._material.scope.origins, self._material.dropped.other_origins
        if origins is None:
            return ""
        counting = listed(words for origin, words in ORIGINS.items() if origin in origins)
        left_out = (
            f"; {counted(others, 'other')} {'was' if others == 1 else 'were'} left out" if others else ""
        )
        return f"Of the codings, those made {counting} alone were compared{left_out}."

    def _of_round(self) -> str:
        if self._round is None:
            return ""
        sentence = f"The codings are those of “{self._round.name}” as they stood when the round was closed"
        blind = "; while it was open, the program showed no coder another's codings of it"
        drawn = f" Its documents: {self._round.drawn.rstrip('.')}." if self._round.drawn else ""
        return f"{sentence} ({self._round.closed_on}){blind if self._round.blind else ''}.{drawn}"

    def _codes(self) -> str:
        count = len(self._material.codes)
        every = self._material.scope.code_ids is None
        whose = f"the codebook (version {self._codebook})" if self._codebook else "the codebook"
        codes = f"all {count:,} codes" if count != 1 else "the one code"
        sentence = f"{codes} of {whose}" if every else f"{counted(count, 'chosen code')} of {whose}"
        unused = int((~self._material.uses.any(axis=1)).sum())
        more = f"; {unused:,} of them {'was' if unused == 1 else 'were'} used by no coder" if unused else ""
        return f"{_capital(sentence)} {'was' if count == 1 else 'were'} compared{more}."

    def _unit(self) -> str:
        unit = self._material.scope.unit
        if unit == "character":
            return "Codings were compared character by character: a stretch of text counts with its length."
        continuum = self._material.continuum
        size = int(continuum.lengths[continuum.coders_per_document > 1].sum())
        if unit == "case":
            return (
                "A code counted as present in a case when any part of its texts (documents, stretches and "
                f"turns of its speakers) was coded, over {counted(size, 'case')}; a coder was compared on a "
                "case when all of its documents were completed."
            )
        plural = {"turn": "units", "passage": "passages"}.get(unit, f"{UNITS[unit]}s")
        of = "" if unit == "document" else f", over {size:,} {plural}"
        return f"A code counted as present in a {UNITS[unit]} when any part of it was coded{of}."

    def _not_codable(self) -> str:
        if not self._compared[self._material.non_codable.document].any():
            return ""
        speakers = self._material.scope.without_speakers
        if speakers:
            return f"Turns of {listed(speakers)} were left out, as was any stretch marked as not codable."
        return "Stretches marked as not codable were left out."

    def _boundaries(self) -> str:
        scope = self._material.scope
        parts = []
        if scope.trim:
            parts.append("white space and punctuation at the ends of codings were disregarded")
        if scope.tolerance:
            apart = counted(scope.tolerance, "character")
            parts.append(f"ends of different coders' codings up to {apart} apart were taken for the same")
        return f"{_capital('; '.join(parts))}." if parts else ""

    def _reported(self) -> str:
        if not self._statistics:
            return "No coefficient is defined for these codings."
        levels = {row.level for row in self._result.rows if row.value.value is not None}
        where = listed(words for level, words in LEVELS.items() if level in levels)
        return f"We report {listed(self._cited(key) for key in self._statistics)}, {where}."

    def _cited(self, key: str) -> str:
        named = NAMED[key]
        several = len(self._coders) > 2
        kind = PAIRS if key in OF_PAIRS and several else named.kind if named.kind != PAIRS or several else ""
        inside = "; ".join(part for part in (kind, "; ".join(named.references)) if part)
        return f"{named.name} ({inside})" if inside else named.name

    def _on_characters(self) -> str:
        keys = [key for key in self._statistics if key in ON_CHARACTERS]
        if not keys or self._material.scope.unit == "character":
            return ""
        names = listed(NAMED[key].name for key in keys)
        return f"{_capital(names)} {'rests' if len(keys) == 1 else 'rest'} on characters, whatever the unit."

    def _together(self) -> str:
        """How codes are summed up, where a summary takes chance off."""
        if not self._summed:
            return ""
        return (
            "For all codes together, each code kept its own chance: for kappas, observed and expected "
            "agreement were averaged over codes, for alpha, observed and expected disagreement were summed "
            f"({'; '.join(SUMMARY)})."
        )

    @property
    def _summed(self) -> bool:
        corrected = {*OF_ALL_CODERS, *OF_PAIRS} - {*SHARES}
        rows = (row for row in self._result.rows if row.code is None and row.statistic in corrected)
        return any(row.value.value is not None for row in rows)

    def _intervals(self) -> str:
        if not self._with_interval:
            return ""
        others = [NAMED[key].name for key in self._statistics if key not in self._with_interval]
        without = f"; none for {listed(others)}" if others else ""
        wholes = self._wholes
        return (
            f"Intervals are 95 % jackknife intervals over whole {wholes}, with quantiles of t on the scale "
            f"of Fisher's z, for shares of the logit ({'; '.join(JACKKNIFE)}){without}; none is given where "
            f"fewer than five {wholes} hold the code, or where coders do not disagree."
        )

    def _few_documents(self) -> str:
        flags = {flag for row in self._result.rows for flag in row.value.flags}
        is_rough = bool(flags & {*ROUGH}) and bool(self._with_interval)
        return f"With fewer than ten {self._wholes}, they are rough." if is_rough else ""

    @property
    def _wholes(self) -> str:
        """What intervals leave out."""
        if self._material.cases is None:
            return "documents"
        on_characters = any(key in ON_CHARACTERS for key in self._with_interval)
        return "cases (on characters: documents)" if on_characters else "cases"

    def _few_uses(self) -> str:
        rows: Sequence[str | None] = [
            row.code for row in self._result.rows if row.level == "code" and TOO_FEW_USES in row.value.flags
        ]
        count = len(set(rows))
        if not count:
            return ""
        return (
            f"{_capital(counted(count, 'code'))} that a coder used fewer than five times "
            f"{'is' if count == 1 else 'are'} marked: too few uses to judge."
        )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
