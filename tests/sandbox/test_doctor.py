"""The doctor tells the truth about what holds, and leaves nothing behind."""

from pathlib import Path

from grader.sandbox import Sandbox, doctor
from grader.sandbox.layers import NONE


def test_behind_all_walls_every_canary_is_held(sandbox):
    assert set(doctor.examine(sandbox)["canaries"].values()) == {doctor.HELD}


def test_without_walls_files_are_open_and_none_is_left_behind():
    before = set(Path("/tmp").glob("chainrule-canary*"))
    with Sandbox(wanted=NONE) as bare:
        canaries = doctor.examine(bare)["canaries"]
    assert canaries["write a file"] == canaries["read a file of the machine"] == doctor.OPEN
    assert set(Path("/tmp").glob("chainrule-canary*")) == before
