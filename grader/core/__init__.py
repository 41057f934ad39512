"""The machine without the world: exercises, comparison, diagnosis, scoring.  No I/O, no web."""
