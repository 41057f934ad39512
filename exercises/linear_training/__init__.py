"""Training the linear classifier."""
