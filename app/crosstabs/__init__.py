"""Tables over cases and documents: which codes they have, by one another and by what is known of them."""
