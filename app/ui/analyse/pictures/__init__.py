"""The page of pictures: what is drawn above, the picture beside its data, what a mark opens below these."""
