"""`intercoder suggest`: sentences like those that a coder gave a code, and what the test on these says."""

from argparse import Namespace
from typing import Any

from app.codebook.queries import codebook
from app.coders.queries import coders
from app.commands import projects
from app.commands.answer import CommandOutput
from app.commands.scope import ids_named
from app.errors import UserError
from app.in_context import one_line
from app.jobs import Job
from app.names import key
from app.report.similar import helps, promise
from app.similar.declined import declined
from app.similar.queries import LikelySentence, Similar, similar_sentences
from app.store.setting import guid

LISTED = 20


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """List them where the test says that they help; nothing is coded."""
    if chosen.as_coder is None:
        raise UserError("It learns from one coder's own codings. Say whose, with --as CODER.")
    with projects.open_to_look(chosen) as project, project.read() as session:
        codes = {key(code.name): code for code in codebook(session)}
        (code_id,) = ids_named([chosen.code], {name: code.id for name, code in codes.items()}, "code") or (0,)
        code = codes[key(chosen.code)]
        coder = next(row for row in coders(session) if row.id == project.coder_id)
        refused = declined(guid(session), coder.guid, code.guid)
        similar = similar_sentences(
            session, code_id, coder.id, missed=chosen.missed, declined=refused, job=job
        )
    helpful = helps(similar)
    listed = similar.sentences[: LISTED if chosen.limit is None else chosen.limit] if helpful else ()
    test = similar.test
    value = {
        "code": code.name,
        "coder": coder.name,
        "tested": not test.reason,
        "right": None if test.reason else test.right,
        "of": test.of,
        "chance": None if test.reason else round(test.base, 2),
        "helps": helpful,
        "coded": similar.coded,
        "documents": similar.documents,
        "sentences": [_value(sentence) for sentence in listed],
    }
    return CommandOutput(_text(similar, code.name, listed), value)


def _value(sentence: LikelySentence) -> dict[str, Any]:
    start = sentence.start
    return {
        "document": sentence.document,
        "start": start,
        "end": sentence.end,
        "text": sentence.text,
        "words": list(
            dict.fromkeys(sentence.text[first - start : last - start] for first, last in sentence.words)
        ),
    }


def _text(similar: Similar, code: str, listed: tuple[LikelySentence, ...]) -> str:
    lines = [promise(similar, code)]
    if helps(similar) and not listed:
        lines.append("No sentence is left to look at here.")
    for sentence in listed:
        words = ", ".join(str(word) for word in _value(sentence)["words"])
        lines.append(f"{sentence.document}, {sentence.start:,}: {one_line(sentence.text)}  [{words}]")
    return "\n".join(lines)
