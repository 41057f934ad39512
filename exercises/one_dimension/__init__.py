"""One dimension: the claims of the lecture."""
