"""Many answers graded over a concurrent.futures executor."""
