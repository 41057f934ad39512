"""Which answers did which student hand in?  Files are read as data; nothing of them is run here."""

from grader.intake.answer import LITERAL, SOURCE, Answer
from grader.intake.collect import Collected, collect
from grader.intake.files import File, UnreadableFile, in_memory
from grader.intake.folder import UnusableInput
from grader.intake.problem import Place, Problem
from grader.intake.program import Program
from grader.intake.read import read_program
from grader.intake.scan import Scan, Submission, scan
from grader.intake.single import answer_from, answers_beside, program_text

__all__ = [
    "LITERAL", "SOURCE", "Answer", "Collected", "File", "Place", "Problem", "Program", "Scan",
    "Submission", "UnreadableFile", "UnusableInput", "answer_from", "answers_beside", "collect",
    "in_memory", "program_text", "read_program", "scan",
]  # fmt: skip
