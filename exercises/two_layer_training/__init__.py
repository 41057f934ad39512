"""Training the two-layer network."""
