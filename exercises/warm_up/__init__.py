"""Warm-up questions."""
