"""What is wrong with a database, in a sentence that says how to mend it?"""


class RecordsError(RuntimeError):
    """The records cannot be used; the text says why and what to do."""
