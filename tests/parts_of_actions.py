"""Functions that write but are no actions, which the walks through all actions pass over."""

# parts of other actions, never done by themselves; and what ends a blind round, or is refused in one

from collections.abc import Callable
from typing import Any

from app.documents.groups import put_in_group
from app.documents.left_out import leave_out_speakers

NO_ACTIONS = {
    "app.cases.actions.existing",
    "app.cases.attribute_actions.existing",
    "app.cases.blind.refuse_coding_blind",
    "app.codebook.actions.existing",
    "app.codebook.writing.pass_on_writing",
    "app.codebook.writing.let_go_of_codes",
    "app.coders.actions.existing",
    "app.quotes.actions.existing",
    "app.saved_queries.actions.existing",
    "app.documents.actions.existing",
    "app.documents.actions.family",
    "app.documents.left_out.leave_out_as_before",
    "app.documents.roles.forget_gone_roles",
    "app.documents.roles.rename_role",
    "app.documents.speaker_links.rename_linked_speakers",
    "app.coding.actions.own_coding",
    "app.rounds.repeats.add_repeats",
    "app.rounds.sheet_snapshot.freeze_sheets",
    *(
        f"app.rounds.sheets.{part}"
        for part in ("assign_sheets", "assign_sheets_of_documents", "release_sheets", "share_sheets_out")
    ),
    "app.rounds.sheets.unfinished_sheets",
    "app.sheets.actions.existing_sheets",
    "app.sheets.variable_actions.existing",
    "app.rounds.snapshot.freeze",
    "app.reconcile.checking.refuse_lost",
    "app.reconcile.checking.refuse_newer",
    "app.reconcile.checking.refuse_changed",
    "app.reconcile.checking.refuse_impossible",
    "app.reconcile.consensus.consensus_coder",
    "app.reconcile.consensus.make",
    "app.rounds.actions.close_round",
    "app.rounds.actions.remove_round",
    *(
        f"app.texts.{part}"
        for part in (
            "changing.change_text",
            "facts.move_facts",
            "moving.move_codings",
            "moving.move_regions",
            "moving.rename_speakers",
            "moving.move_written",
            "restoring.known_places",
            "restoring.bring_back",
            "restoring.twin_of",
            "settled.rows_of_today",
            "settled.open_items",
            "settled.move_settled",
        )
    ),
}
CHANGING_THE_ROUND = {  # as everybody may know
    "remove_document",
    "remove_documents",
    "remove_assignments",
    "add_assignments",
    "change_members",
    "add_sheets",
    "remove_sheets",
}

OF_SOURCES: dict[str, dict[str, Any]] = {  # roles and groups, of the document with the id 1
    "give_roles": {"roles": {"BAKER": "participant"}},
    "put_in_group": {"document_ids": [1], "group": "Notes"},
    "take_out_of_group": {"document_ids": [1], "group": "Notes"},
    "rename_group": {"group": "Notes", "name": "Letters"},
}
NEEDED_BEFORE: dict[str, tuple[Callable[..., object], dict[str, Any]]] = {  # what an action acts on
    "forget_gone_speakers": (leave_out_speakers, {"speakers": ["SOMEBODY GONE"]}),
    "take_out_of_group": (put_in_group, OF_SOURCES["put_in_group"]),
    "rename_group": (put_in_group, OF_SOURCES["put_in_group"]),
}
