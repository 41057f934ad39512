import io
import struct
import zipfile
import zlib

import pytest

from grader.intake import UnreadableFile, UnusableInput, collect, scan
from grader.intake.archive import Budget
from tests.intake.made import FUNCTIONS, IDS, names, tree, zipped


def scanned(folder, data, **options):
    return scan(tree(folder, {"class.zip": data}) / "class.zip", **options)


def files_of(result):
    return {f"{one.student_key}/{name}" for one in result.submissions for name in names(one)}


def entry(name, content=b"x", **attributes):
    """A zip with one entry that has these attributes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name)
        for key, value in attributes.items():
            setattr(info, key, value)
        archive.writestr(info, content)
    return out.getvalue()


def overlapping(count, size):
    """A zip whose table lists one member many times."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b"0" * size) + packer.flush()
    head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(packed), size, 4, 0)
    body = head + b"a.py" + packed
    rows = b""
    for i in range(count):
        name = f"s{i}/a.py".encode()
        numbers = (20, 20, 0, 8, 0, 0, 0, len(packed), size, len(name), 0, 0, 0, 0, 0, 0)
        rows += struct.pack("<4s6H3L5H2L", b"PK\1\2", *numbers) + name
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(rows), len(body), 0)
    return body + rows + end


@pytest.mark.parametrize(
    "name",
    ["../ana/a.py", "ana/../../a.py", "/ana/a.py", "C:/ana/a.py", "C:\\ana\\a.py", "..\\ana\\a.py",
     "ana/" + "x" * 300, "ana/" + "x/" * 9 + "a.py"],
)  # fmt: skip
def test_paths_that_lead_out_or_too_far_are_left_out(tmp_path, name):
    result = scanned(tmp_path, zipped({name: "", "bob/a.py": ""}))
    assert files_of(result) == {"bob/a.py"}
    assert len(result.notes) == 1


def test_backslashes_separate_folders(tmp_path):
    assert files_of(scanned(tmp_path, zipped({"ana\\sub\\a.py": ""}))) == {"ana/sub/a.py"}


@pytest.mark.parametrize("kind", [0o120777, 0o060777, 0o010777])
def test_links_and_devices_are_left_out(tmp_path, kind):
    result = scanned(tmp_path, entry("ana/a.py", b"/etc/passwd", external_attr=kind << 16))
    assert result.submissions == ()
    assert result.notes == ("'ana/a.py' is a link or a device and was left out.",)


def test_overlapping_entries_are_refused(tmp_path):
    with pytest.raises(UnusableInput, match="its entries overlap"):
        scanned(tmp_path, overlapping(200, 1 << 20))


@pytest.mark.parametrize(
    ("files", "budget", "sentence"),
    [
        ({f"s{i}/a.py": "" for i in range(30)}, Budget(entries=20), "more entries"),
        ({"ana/a.py": "0" * 5000}, Budget(size=4000), "too large when unpacked"),
    ],
)
def test_an_upload_has_a_budget(tmp_path, files, budget, sentence):
    with pytest.raises(UnusableInput, match=sentence):
        scanned(tmp_path, zipped(files), budget=budget)


def test_a_table_without_end_is_not_even_read(tmp_path):
    with pytest.raises(UnusableInput, match="has more than 20,000 entries"):
        scanned(tmp_path, overlapping(20_001, 1))


def test_one_student_s_zip_cannot_spend_everybody_s_budget(tmp_path):
    greedy = zipped({f"{i}.txt": "" for i in range(600)})
    files = {"ana/x.zip": greedy, "bob/x.zip": zipped({"softmax.py": "def softmax(U): pass"})}
    result = scan(tree(tmp_path, files))
    assert names(result.submissions[1]) == ["x.zip/softmax.py"]
    problems = collect(result.submissions[0].files, IDS, FUNCTIONS).problems
    assert "x.zip: The zip cannot be used: it has more than 500 entries." in map(str, problems)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped({"ana/a.py": "0" * (3 << 20)}), "suspiciously"),
        (entry("ana/a.py", compress_type=zipfile.ZIP_BZIP2), "unusual way"),
    ],
)
def test_single_files_that_cannot_be_read_say_why(tmp_path, data, reason):
    (file,) = scanned(tmp_path, data).submissions[0].files
    with pytest.raises(UnreadableFile, match=reason):
        file.read()


def test_an_encrypted_file_is_said_to_be(tmp_path):
    data = bytearray(zipped({"ana/a.py": "x"}))
    data[data.index(b"PK\1\2") + 8] |= 1
    (file,) = scanned(tmp_path, bytes(data)).submissions[0].files
    with pytest.raises(UnreadableFile, match="encrypted"):
        file.read()


@pytest.mark.parametrize("at", [24, 16])
def test_a_wrong_size_or_checksum_is_found(tmp_path, at):
    data = bytearray(zipped({"ana/a.py": "hello"}))
    data[data.index(b"PK\1\2") + at] ^= 1
    (file,) = scanned(tmp_path, bytes(data)).submissions[0].files
    with pytest.raises(UnreadableFile, match="damaged"):
        file.read()


def test_names_are_read_as_their_tools_meant_them(tmp_path):
    named = zipped({"Łukasz/a.py": "", "José/b.py": "", "bob/c.py": ""})
    assert files_of(scanned(tmp_path / "1", named)) == {"Łukasz/a.py", "José/b.py", "bob/c.py"}
    unmarked = entry("xxxxx/a.py").replace(b"xxxxx", "José".encode())
    assert files_of(scanned(tmp_path / "2", unmarked)) == {"José/a.py"}
    old = scanned(tmp_path / "3", entry("xxxx/a.py").replace(b"xxxx", "José".encode("cp437")))
    assert files_of(old) == {"José/a.py"}
    assert "may be misread" in old.notes[0]


def test_names_in_a_field_of_their_own_are_read(tmp_path):
    crc = struct.pack("<L", zlib.crc32(b"J_rg/a.py"))
    field = b"\1" + crc + "Jörg/a.py".encode()
    extra = struct.pack("<2H", 0x7075, len(field)) + field
    assert files_of(scanned(tmp_path, entry("J_rg/a.py", extra=extra))) == {"Jörg/a.py"}


def test_of_two_files_with_one_name_the_later_counts(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("ana/a.py", "old")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("ana/a.py", "new")
    result = scanned(tmp_path, out.getvalue())
    assert result.submissions[0].files[0].read() == b"new"
    assert "twice in the archive" in result.notes[0]


def test_streamed_zips_with_a_comment_are_read(tmp_path):
    out = io.BytesIO()
    out.seekable = lambda: False
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ana/a.py", "streamed")
        archive.comment = b"a comment"
    (file,) = scanned(tmp_path, out.getvalue()).submissions[0].files
    assert file.read() == b"streamed"


def test_the_format_for_large_zips_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 20)
    data = bytearray(zipped({"ana/a.py": "x" * 500, "bob/b.py": "y" * 500}))
    data[-10:-2] = b"\xff" * 8  # size and place of the table stand in the longer record only
    files = [one.files[0].read() for one in scanned(tmp_path, bytes(data)).submissions]
    assert files == [b"x" * 500, b"y" * 500]


@pytest.mark.parametrize("keep", [0, 1, 10, 30, 60, 100])
def test_a_cut_off_zip_is_no_exception_but_the_one_meant(tmp_path, keep):
    data = zipped({"ana/a.py": "hello", "bob/b.py": "x"})
    with pytest.raises(UnusableInput):
        scanned(tmp_path, data[:keep])
    with pytest.raises(UnusableInput):
        scanned(tmp_path, data[keep + 1 :])
