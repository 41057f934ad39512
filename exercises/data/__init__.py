"""Data and initialisation."""
