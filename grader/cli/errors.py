"""How does a command fail?  Exit codes and one-line messages, the same for every command."""

DONE = 0
UNSOUND = 1
WRONG_USE = 2
OUR_FAULT = 3


class Problem(Exception):
    """A command cannot go on; the text says what is wrong and how to mend it."""

    def __init__(self, message: str, code: int = WRONG_USE) -> None:
        super().__init__(message)
        self.code = code
