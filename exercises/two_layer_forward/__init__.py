"""ReLU and the forward pass of the two-layer network."""
