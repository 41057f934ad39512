"""How many sentences does a student have to read?"""

import re

END = re.compile(r"(?<=[.!?])\s+(?!\()")


def sentences(text):
    """What ends in a full stop or a question mark; a remark in brackets is no sentence."""
    return [sentence for sentence in END.split(text.strip()) if sentence]
