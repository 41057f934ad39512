"""Why can a roster not be used?"""

from collections.abc import Sequence

SHOWN = 20


class UnusableRoster(ValueError):
    """Nothing of the roster is used; the sentences say what is wrong, and on which line."""

    def __init__(self, *sentences: str) -> None:
        self.sentences: Sequence[str] = sentences
        more = len(sentences) - SHOWN
        shown = [*sentences[:SHOWN], *([f"… and {more} more."] if more > 0 else [])]
        super().__init__("\n".join(shown))
