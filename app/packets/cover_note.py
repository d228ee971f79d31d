"""The note that goes with a packet: what to do with it, for people who have never seen one."""

from typing import Protocol

from app.counting import counted


class Packed(Protocol):
    """What the note tells of a packet."""

    @property
    def coder(self) -> str:
        """For whom it is."""

    @property
    def file(self) -> str:
        """The packet's file."""

    @property
    def documents(self) -> int:
        """How many documents are in it."""

    @property
    def rounds(self) -> tuple[str, ...]:
        """The rounds that they are coded in."""


def cover_note(packet: Packed) -> str:
    """The note as a text file."""
    of_rounds = f" of {', '.join(f'“{name}”' for name in packet.rounds)}" if packet.rounds else ""
    documents = counted(packet.documents, "document")
    return f"""For {packet.coder}

“{packet.file}” holds {documents}{of_rounds} for you to code.
The file is for you alone: don't pass it on, and code in one copy of it only.

1.  Save “{packet.file}” on your own computer, not in a shared folder.
2.  Open it with Intercoder (File, Open project). Everything works as in any project: coding, undo,
    search, notes. If a code is missing or unclear, propose a change (Codebook, Propose a change).
3.  Mark each document as completed when you are done with it, also where there is nothing to code.
4.  Choose Team, Return work… (or type: intercoder return "{packet.file}"). This makes a file that
    ends with .intercoder-return. It is sealed: only the project that the work came from opens it.
5.  Send that file back to whoever gave you this work. Keep your packet: you can go on in it and
    return it again as often as you like.

Please don't speak about your coding with the others before all of you have returned it.
"""
