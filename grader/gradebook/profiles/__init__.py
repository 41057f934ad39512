"""Which learning platforms' tables can be filled in?  One module for each."""

from grader.gradebook.profiles.base import Profile
from grader.gradebook.profiles.blackboard import BLACKBOARD
from grader.gradebook.profiles.brightspace import BRIGHTSPACE
from grader.gradebook.profiles.canvas import CANVAS
from grader.gradebook.profiles.moodle_import import MOODLE_IMPORT
from grader.gradebook.profiles.moodle_worksheet import MOODLE_WORKSHEET
from grader.gradebook.profiles.sakai import SAKAI

PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (CANVAS, MOODLE_WORKSHEET, MOODLE_IMPORT, BRIGHTSPACE, BLACKBOARD, SAKAI)
}

__all__ = ["PROFILES", "Profile"]
