"""Why can something that an instructor asked for not be done?"""


class Impossible(Exception):
    """The text says what is wrong and how to mend it."""
