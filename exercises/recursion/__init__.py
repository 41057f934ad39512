"""Intermediate layers and the recursion step."""
