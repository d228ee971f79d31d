"""The ways of settling differing answers: what each puts into the consensus."""

VALUE_OUTCOMES = (
    "coder",  # what one of the coders answered
    "other",  # another answer, which a person says
    "nobody",  # no answer
    "deferred",
    "open",
)
