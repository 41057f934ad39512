"""What do all tabs share?  How an event is wired, told to have failed, and gives a file."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import gradio as gr
from gradio.processing_utils import save_bytes_to_cache

from grader.catalog import NoSuchExercise
from grader.intake import UnusableInput
from grader.records import RecordsError
from grader.teaching.errors import Impossible
from grader.web.words import literal

EVENT: dict[str, Any] = {"api_visibility": "private", "show_progress": "minimal"}
# What keeps this machine busy: one at a time, whoever asks.
BUSY: dict[str, Any] = {**EVENT, "concurrency_limit": 1, "concurrency_id": "grading"}
BUSY["show_progress"] = "full"
# Blackboard calls a text with tabs .xls.
TABLES = [".csv", ".txt", ".tsv", ".xls"]
PROGRESS = gr.Progress()  # the default by which Gradio knows who wants to tell of progress


@contextmanager
def told() -> Iterator[None]:
    """What cannot be done is said on the page, and in no log."""
    try:
        yield
    except (Impossible, UnusableInput, RecordsError, NoSuchExercise) as error:
        raise gr.Error(literal(str(error)), print_exception=False) from error


def served(name: str, data: bytes | str) -> str:
    """A file for a browser to fetch; it lies in the site's own folder until that is cleared."""
    content = data.encode() if isinstance(data, str) else data
    return save_bytes_to_cache(content, name, os.environ["GRADIO_TEMP_DIR"])


def offered(*paths: str) -> dict[str, Any]:
    """Files that can be fetched now; the box for them is hidden while it is empty."""
    return gr.update(value=paths[0] if len(paths) == 1 else list(paths), visible=True)


def fetch(label: str, id: str, several: bool = False) -> gr.File:
    """The box in which files are offered."""
    return gr.File(
        label=label, interactive=False, visible=False, elem_id=id,
        file_count="multiple" if several else "single",
    )  # fmt: skip


def contents(path: Any) -> bytes | None:
    """What was uploaded, if anything was."""
    if not path:
        return None
    with open(path, "rb") as file:
        return file.read()


def lines(sentences: Iterable[str]) -> str:
    """Sentences as a list; none of them is markup."""
    found = [f"<li>{literal(sentence)}</li>" for sentence in sentences]
    return f"<ul>{''.join(found)}</ul>" if found else ""


def sheet(headers: Sequence[str], id: str, label: str) -> gr.Dataframe:
    """A table to look at; its cells are text, whatever stands in them."""
    return gr.Dataframe(
        headers=list(headers), datatype="str", interactive=False, label=label, elem_id=id,
        max_height=420, wrap=True,
    )  # fmt: skip


def text() -> gr.Markdown:
    return gr.Markdown(latex_delimiters=[])


def words(typed: Any) -> list[str]:
    """What somebody typed into a field for several things, on lines or between commas."""
    parts = str(typed or "").replace(",", "\n").splitlines()
    return [part.strip() for part in parts if part.strip()]
