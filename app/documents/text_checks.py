"""What a new version of a text does to codings, and what their coders answer: the words for it."""

OUTCOMES = ("changed", "lost")
KEPT, MARKED, REMOVED = "kept", "marked", "removed"
ANSWERS = ("", KEPT, MARKED, REMOVED)
