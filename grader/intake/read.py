"""Which program is in this file?  The one entrance for .py and .ipynb."""

from grader.intake.files import UnreadableFile
from grader.intake.notebook import notebook
from grader.intake.problem import Problem
from grader.intake.program import Program
from grader.intake.script import script

NOTEBOOK = ".ipynb"


def read_program(name: str, data: bytes) -> Program:
    """The program in a file.  What is wrong with it becomes problems, never an exception."""
    try:
        return notebook(name, data) if name.lower().endswith(NOTEBOOK) else script(name, data)
    except UnreadableFile as error:
        return Program(name, "", problems=(Problem(str(error), name),), valid=False)
    except RecursionError:
        problem = Problem("The program is nested too deeply.", name)
        return Program(name, "", problems=(problem,), valid=False)
