"""Rounds with snapshots, codebook versions and proposals, decisions with their consensus codings."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables, the two columns that lead to them, and the document to the index of codings by code."""
    op.create_table(
        "code_succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("from_code_id", sa.Integer(), nullable=False),
        sa.Column("from_name", sa.String(length=500), nullable=False),
        sa.Column("to_code_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_succession")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_code_succession_from_code_id"), "code_succession", ["from_code_id"], unique=False
    )

    op.create_table(
        "codebook_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("published_at", sa.String(length=20), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codebook_version")),
        sa.UniqueConstraint("guid", name=op.f("uq_codebook_version_guid")),
        sa.UniqueConstraint("number", name=op.f("uq_codebook_version_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.String(length=20), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_proposal_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["codebook_version.id"],
            name=op.f("fk_proposal_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("guid", name=op.f("uq_proposal_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_proposal_document_id"), "proposal", ["document_id"], unique=False)

    op.create_table(
        "recode_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["codebook_version.id"],
            name=op.f("fk_recode_check_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recode_check")),
        sa.UniqueConstraint("version_id", "coding_id", name=op.f("uq_recode_check_version_id_coding_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("name_key", sa.String(length=500), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=True),
        sa.Column("drawn", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["codebook_version.id"],
            name=op.f("fk_round_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("guid", name=op.f("uq_round_guid")),
        sa.UniqueConstraint("name_key", name=op.f("uq_round_name_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(length=500), nullable=False),
        sa.Column("originals", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_decision_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"],
            ["decision.id"],
            name=op.f("fk_decision_follows_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_decision_round_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("guid", name=op.f("uq_decision_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decision_document_id_start", "decision", ["document_id", "start"], unique=False)
    op.create_index("ix_decision_item", "decision", ["item"], unique=False)
    op.create_index(op.f("ix_decision_round_id"), "decision", ["round_id"], unique=False)

    op.create_table(
        "discussion_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_discussion_note_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_discussion_note_round_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion_note")),
        sa.UniqueConstraint("guid", name=op.f("uq_discussion_note_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_discussion_note_document_id_start", "discussion_note", ["document_id", "start"], unique=False
    )

    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_snapshot_round_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("round_id", name=op.f("uq_snapshot_round_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("codings", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_vote_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_vote_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_vote_round_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("guid", name=op.f("uq_vote_guid")),
        sa.UniqueConstraint("item", "coder_id", name=op.f("uq_vote_item_coder_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_vote_document_id"), "vote", ["document_id"], unique=False)

    op.create_table(
        "consensus_coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding_id"],
            ["coding.id"],
            name=op.f("fk_consensus_coding_coding_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decision.id"],
            name=op.f("fk_consensus_coding_decision_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consensus_coding")),
        sa.UniqueConstraint(
            "decision_id", "coding_id", name=op.f("uq_consensus_coding_decision_id_coding_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_consensus_coding_coding_id"), "consensus_coding", ["coding_id"], unique=False)

    op.create_table(
        "snapshot_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_snapshot_document_document_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"],
            ["snapshot.id"],
            name=op.f("fk_snapshot_document_snapshot_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot_document")),
        sa.UniqueConstraint(
            "snapshot_id", "document_id", name=op.f("uq_snapshot_document_snapshot_id_document_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_snapshot_document_document_id"), "snapshot_document", ["document_id"], unique=False
    )

    _refer("assignment", "round_id", "round")
    _refer("document", "repeat_of_id", "document")
    op.drop_index("ix_coding_code_id_coder_id", "coding")
    op.create_index(
        "ix_coding_code_id_coder_id", "coding", ["code_id", "coder_id", "document_id"], unique=False
    )


def _refer(table: str, column: str, target: str) -> None:
    """Add a column that names a row of another table; SQLite must rebuild the table for it."""
    used = _highest_id_ever(table)
    with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column(column, sa.Integer(), nullable=True))
        batch.create_index(f"ix_{table}_{column}", [column], unique=False)
        batch.create_foreign_key(
            f"fk_{table}_{column}", target, [column], ["id"], initially="DEFERRED", deferrable=True
        )
    if used is not None:  # the rebuilt table knows only of the ids that are still there
        row = {"used": used, "table": table}
        op.get_bind().execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :table"), row)
        op.get_bind().execute(sa.text("INSERT INTO sqlite_sequence VALUES (:table, :used)"), row)


def _highest_id_ever(table: str) -> int | None:
    if op.get_bind().dialect.name != "sqlite":
        return None
    sequence = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :table")
    return op.get_bind().execute(sequence, {"table": table}).scalar()
