"""How heavy is the first page, and how long until one can type?  In a real browser, cold."""
