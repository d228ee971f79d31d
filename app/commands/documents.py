"""`intercoder documents`: the documents of a project, with their texts' versions, turns and speakers."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from app.commands import projects
from app.commands.answer import CommandOutput
from app.counting import counted
from app.documents.actions import PROVENANCE
from app.documents.groups import groups_of
from app.documents.queries import DocumentRow, documents, properties, region_counts, text_hashes
from app.documents.roles import role_by_name, speaker_roles
from app.documents.versions import TextVersion, versions
from app.jobs import Job

ABOUT = tuple(name for name in PROVENANCE if name != "language")


def run(chosen: Namespace, job: Job) -> CommandOutput:
    """List the documents in their order."""
    values: list[dict[str, Any]] = []
    with projects.open_to_look(chosen) as project, project.read() as session:
        rows, hashes, regions, named = (
            documents(session),
            text_hashes(session),
            region_counts(session),
            properties(session),
        )
        roles, grouped = speaker_roles(session), groups_of(session)
        for index, row in enumerate(rows):
            job.step(index, len(rows), "Reading documents")
            counts = regions.get(row.id, {})
            if chosen.group and chosen.group not in grouped.get(row.id, ()):
                continue
            value = _value(row, hashes[row.id], versions(session, row.id), named.get(row.id, {}))
            value["groups"] = list(grouped.get(row.id, ()))
            values.append(value | _regions(counts, roles))
    return CommandOutput(_text(values), {"documents": values})


def _value(
    row: DocumentRow, text_hash: str, texts: list[TextVersion], named: dict[str, str]
) -> dict[str, Any]:
    return {
        "document_id": row.id,
        "guid": row.guid,
        "name": row.name,
        "language": row.language,
        "direction": row.direction,
        "characters": row.length,
        "version": row.text_version,
        "hash": text_hash,
        "imported_at": row.imported_at,
        "file": row.file_name,
        **{name: getattr(row, name) for name in ABOUT},
        "properties": named,
        "versions": [
            {
                "version": version.version,
                "characters": version.length,
                "at": version.at,
                "coder": version.coder,
                "reason": version.reason,
                "file": version.file_name,
                "file_hash": version.file_hash,
            }
            for version in texts
        ],
    }


def _regions(counts: dict[tuple[str, str], int], roles: Mapping[str, str]) -> dict[str, Any]:
    """How many turns of whom in which roles, and how many other parts; turns of nobody are under ""."""
    turns = {speaker: count for (kind, speaker), count in counts.items() if kind == "turn"}
    most_first = sorted(turns.items(), key=lambda named: (-named[1], named[0]))
    return {
        "turns": sum(turns.values()),
        "speakers": dict(most_first),
        "roles": {name: role for name in turns if (role := roles.get(name) or role_by_name(name))},
        "paragraphs": sum(count for (kind, _), count in counts.items() if kind == "paragraph"),
        **{
            name: sum(count for (of, _), count in counts.items() if of == kind)
            for name, kind in (("not_codable", "non_codable"), ("headings", "heading"), ("pages", "page"))
        },
    }


def _text(values: list[dict[str, Any]]) -> str:
    if not values:
        return "There are no documents yet. Import some: intercoder import PROJECT FILE..."
    lines = [f"{counted(len(values), 'document')}."]
    for value in values:
        speakers = ", ".join(f"{name or 'nobody'} {count}" for name, count in value["speakers"].items())
        parts = [
            counted(value["characters"], "character"),
            f"{counted(value['turns'], 'turn')}: {speakers}"
            if speakers
            else counted(value["paragraphs"], "paragraph"),
        ]
        parts += [", ".join(value["groups"])] if value["groups"] else []
        parts += [f"version {value['version']} of its text"] if value["version"] > 1 else []
        lines.append(f"  {value['name']} ({'; '.join(parts)})")
    return "\n".join(lines)
