"""Multi-layer linear networks."""
