"""L layers in matrix form."""
