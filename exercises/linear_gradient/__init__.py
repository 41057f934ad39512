"""The gradient of the linear classifier."""
