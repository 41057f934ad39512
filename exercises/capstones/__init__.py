"""Capstones."""
