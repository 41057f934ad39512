"""What is said of an answer that cannot be read?"""


class Unreadable(ValueError):
    """An answer that cannot be read; its text is the sentence for the student."""


class FormulaError(Unreadable):
    """A formula that cannot be read: the sentence, and where in the student's text it applies."""

    def __init__(self, sentence: str, position: int) -> None:
        super().__init__(sentence, position)
        self.sentence = sentence
        self.position = position

    def __str__(self) -> str:
        return self.sentence
