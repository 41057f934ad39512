"""The tabs of the instructor's page, one module for each."""
