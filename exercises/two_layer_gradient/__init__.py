"""The gradients of the two-layer network."""
