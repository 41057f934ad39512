"""How does Blackboard's gradebook look, as it is downloaded to work offline?"""

import re

from grader.gradebook.columns import Column
from grader.gradebook.profiles.base import (
    Head,
    Profile,
    decimal,
    known_ids,
    known_names,
    places,
    required,
)
from grader.gradebook.template import Template

# Without the number behind the bar Blackboard would make a new column; "up to" is computed.
ITEM = re.compile(r"(?P<title>.*?) ?\[Total Pts: (?!up to)(?P<points>[^\]]*?)(?: Score)?\] ?\|\d+")
IDS = {"username": "login", "student id": "sis_id"}
COMMENTS = "feedback to learner"


def _head(template: Template) -> Head:
    header = template.header
    required(header, ["Username"], "gradebook of Blackboard")
    items = [(index, match) for index, text in enumerate(header) if (match := ITEM.fullmatch(text))]
    # Tables of a single column have one more for comments.
    comments = places(header).get(COMMENTS) if len(items) == 1 else None
    columns = [
        Column(index, header[index], match["title"].strip(), decimal(match["points"]), comments)
        for index, match in items
    ]
    names = known_names(header, ("first name", "last name"))
    return Head(known_ids(header, IDS), names, tuple(columns))


BLACKBOARD = Profile("blackboard", "Blackboard", "Grade Center → Work Offline → Download", _head)
