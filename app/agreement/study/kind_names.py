"""The kinds of disagreement, in the order of their numbers.

Two coders who completed a document disagree about a code wherever one of them has it and the other hasn't.
One coder's overlapping or adjacent spans of a code are one span. Each stretch of disagreement has one kind:

boundary   the span overlaps the other's spans of the code, and the stretch lies before the first or behind
           the last of these
split      it lies between two of these: what one coder split, the other merged
relative   the span overlaps none of the other's; here the other has instead (and the one has not) the
           code's parent, a child of it or a sibling
swapped    likewise, and the other has other codes instead
missed     likewise, and the other has nothing instead
"""

KINDS = ("boundary", "split", "relative", "swapped", "missed")
BOUNDARY, SPLIT, RELATIVE, SWAPPED, MISSED = range(5)
