import os
import unicodedata

import pytest

from grader.intake import UnusableInput, scan
from tests.intake.made import by_key, names, tree, zipped

TREE = {
    "ana/softmax.py": "a",
    "ana/part 2/relu.ipynb": "b",
    "bob.py": "c",
    "Łukasz Ó'Brien, Jr.ipynb": "d",
    "李 明/=cmd|' /C calc'!A0.py": "e",
    ".hidden/x.py": "",
    "ana/.git/config": "",
    "ana/__pycache__/softmax.pyc": "",
    "ana/.ipynb_checkpoints/softmax-checkpoint.ipynb": "",
    "__MACOSX/._bob.py": "",
    "Thumbs.db": "",
}
FOUND = {
    ("Łukasz Ó'Brien, Jr", 1): ["Łukasz Ó'Brien, Jr.ipynb"],
    ("ana", 1): ["part 2/relu.ipynb", "softmax.py"],
    ("bob", 1): ["bob.py"],
    ("李 明", 1): ["=cmd|' /C calc'!A0.py"],
}


def found(path, **options):
    return {key: names(one) for key, one in by_key(scan(path, **options)).items()}


def test_a_folder_or_a_file_for_each_student(tmp_path):
    assert found(tree(tmp_path, TREE)) == FOUND


def test_the_same_in_a_zip(tmp_path):
    path = tmp_path / "class.zip"
    path.write_bytes(zipped(TREE))
    assert found(path) == FOUND


def test_the_content_is_what_was_handed_in(tmp_path):
    path = tmp_path / "class.zip"
    path.write_bytes(zipped({"ana/a.py": "def f(): pass"}))
    for place in (path, tree(tmp_path / "folder", {"ana/a.py": "def f(): pass"})):
        assert scan(place).submissions[0].files[0].read() == b"def f(): pass"


def test_a_student_s_folder_and_file_belong_together(tmp_path):
    assert found(tree(tmp_path, {"ana/a.py": "", "ana.ipynb": ""})) == {
        ("ana", 1): ["ana.ipynb", "a.py"]
    }


def test_one_student_s_folder_is_not_guessed(tmp_path):
    assert set(found(tree(tmp_path, {"a.py": "", "b.py": ""}))) == {("a", 1), ("b", 1)}


def test_composed_and_decomposed_names_are_the_same_student(tmp_path):
    decomposed = unicodedata.normalize("NFD", "Zoë")
    path = tmp_path / "class.zip"
    path.write_bytes(zipped({"Zoë/a.py": "", f"{decomposed}/b.py": ""}))
    (one,) = scan(path).submissions
    assert names(one) == ["b.py", "a.py"]
    assert one.student_key == decomposed  # as it stands in the path of the first file


@pytest.mark.parametrize("archive", [True, False])
def test_a_folder_around_all_students_is_seen_through_in_zips_only(tmp_path, archive):
    files = {"class/ana/a.py": "", "class/bob/b.py": ""}
    path = tree(tmp_path / "up", files)
    if archive:
        path = tmp_path / "up.zip"
        path.write_bytes(zipped(files))
    keys = {("ana", 1), ("bob", 1)} if archive else {("class", 1)}
    assert set(found(path)) == keys
    assert bool(scan(path).notes) == archive


def test_a_zip_of_one_student_is_that_student_s(tmp_path):
    path = tmp_path / "one.zip"
    path.write_bytes(zipped({"ana/a.py": "", "ana/b.py": ""}))
    assert found(path) == {("ana", 1): ["a.py", "b.py"]}


def test_links_are_left_out(tmp_path):
    tree(tmp_path, {"up/ana/a.py": "", "secret.py": "x"})
    (tmp_path / "up/ana/b.py").symlink_to(tmp_path / "secret.py")
    (tmp_path / "up/bob").symlink_to(tmp_path)
    result = scan(tmp_path / "up")
    assert [names(one) for one in result.submissions] == [["a.py"]]
    assert result.notes == (
        "ana/b.py is a link and was left out.",
        "bob is a link and was left out.",
    )


def test_a_file_that_became_a_link_is_not_followed(tmp_path):
    tree(tmp_path, {"up/ana/a.py": "", "secret.py": "x"})
    (file,) = scan(tmp_path / "up").submissions[0].files
    (tmp_path / "up/ana/a.py").unlink()
    (tmp_path / "up/ana/a.py").symlink_to(tmp_path / "secret.py")
    with pytest.raises(ValueError, match="cannot be read"):
        file.read()


def test_pipes_are_not_opened(tmp_path):
    os.mkfifo(tree(tmp_path, {"ana/a.py": ""}) / "ana/b.py")
    assert found(tmp_path) == {("ana", 1): ["a.py"]}


def test_folders_without_end_are_cut_off(tmp_path):
    tree(tmp_path, {"ana/" + "x/" * 20 + "a.py": "", "ana/b.py": ""})
    result = scan(tmp_path)
    assert names(result.submissions[0]) == ["b.py"]
    assert "deeper than 8 folders" in result.notes[0]


def test_names_that_are_not_utf_8_are_readable(tmp_path):
    folder = os.fsencode(tmp_path) + b"/J\xf6rg"
    os.mkdir(folder)
    with open(folder + b"/a.py", "w") as file:
        file.write("x")
    (one,) = scan(tmp_path).submissions
    assert one.student_key == "Jörg"
    assert one.files[0].read() == b"x"


@pytest.mark.parametrize(
    ("name", "content", "options", "sentence"),
    [
        ("missing.zip", None, {}, "does not exist"),
        ("a.py", "x = 1", {}, "a.py cannot be used: it is not a zip file"),
        ("a.zip", b"PK\x05\x06", {}, "its end is missing"),
        ("empty.zip", zipped({}), {"layout": "canva"}, "There is no layout 'canva'"),
        ("empty.zip", zipped({}), {"layout": "pattern", "pattern": "("}, "not a regular"),
        ("empty.zip", zipped({}), {"layout": "pattern", "pattern": ".*"}, "needs a group"),
        ("empty.zip", zipped({}), {"layout": "pattern", "pattern": "(?P<student>.)(?P<x>.)"}, "ot"),
    ],
)
def test_what_cannot_be_scanned_is_said(tmp_path, name, content, options, sentence):
    if content is not None:
        tree(tmp_path, {name: content})
    with pytest.raises(UnusableInput, match=sentence):
        scan(tmp_path / name, **options)


def test_an_empty_folder_has_no_submissions(tmp_path):
    assert scan(tmp_path).submissions == ()


def test_a_student_s_zip_is_opened_one_level_deep(tmp_path):
    inner = zipped({"work/softmax.py": "x = 1", "deeper.zip": zipped({"y.py": ""})})
    result = scan(tree(tmp_path, {"ana/hand-in.zip": inner, "bob.zip": zipped({"a.py": ""})}))
    assert [names(one) for one in result.submissions] == [
        ["hand-in.zip/deeper.zip", "hand-in.zip/work/softmax.py"],
        ["bob.zip/a.py"],
    ]
    assert result.submissions[0].files[1].read() == b"x = 1"


def test_zips_inside_a_zip_are_opened_too(tmp_path):
    path = tmp_path / "class.zip"
    path.write_bytes(zipped({"ana.zip": zipped({"a.py": "x = 1"}), "bob/b.py": ""}))
    assert scan(path).submissions[0].files[0].read() == b"x = 1"
