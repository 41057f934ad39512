"""Notebooks, trees and zips made for a test."""

import io
import json
import zipfile

from grader.intake import collect, in_memory

IDS = ("softmax", "affine_grads", "relu_pair", "accuracy", "score_shapes", "layer_parameters")
FUNCTIONS = frozenset(IDS[:4])


def notebook(*cells):
    """A notebook with these cells of code."""
    listed = [{"cell_type": "code", "metadata": {}, "source": cell} for cell in cells]
    return json.dumps(
        {"cells": listed, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    ).encode()


def collected(**files):
    """What is in files given as `softmax_py="def ..."`; the last _ stands for a dot."""
    made = []
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        made.append(in_memory(".".join(name.rsplit("_", 1)), data))
    return collect(made, IDS, FUNCTIONS)


def tree(folder, files):
    """Write files below a folder; the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def zipped(files, **options):
    """The bytes of a zip with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def names(submission):
    return [file.name for file in submission.files]


def by_key(scan):
    """The submissions by student and attempt."""
    return {(s.student_key, s.attempt): s for s in scan.submissions}
