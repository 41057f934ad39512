"""A template is read as another reader reads it, and leaves byte for byte."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook.template import UnusableTemplate, template

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=12)
TRICKY = ["=1+1", "-Smith", "+49", "@x", 'a "b"', "a,b", "a;b", "a\nb", "a\r\nb", "000123", "1E5"]
NAMES = st.sampled_from(TRICKY) | TEXTS


def written(rows, encoding, delimiter, quoting, line_end):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=line_end).writerows(rows)
    return text.getvalue().encode(encoding)


def read(data, encoding, delimiter):
    text = io.StringIO(data.decode(encoding), newline="")
    return list(csv.reader(text, delimiter=delimiter))


@given(
    st.lists(st.tuples(NAMES, NAMES, NAMES), max_size=5),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\r\n", "\n"]),
)
def test_it_is_read_as_pythons_reader_reads_it(rows, encoding, delimiter, quoting, line_end):
    data = written([["Name", "ID", "Grade"], *rows], encoding, delimiter, quoting, line_end)
    found = template(data)
    assert found.data == data
    if found.delimiter == delimiter:
        texts = [row.texts for row in found.rows]
        assert [row for row in texts if row != [""]] == [
            row for row in read(data, encoding, delimiter) if row not in ([], [""])
        ]


@given(
    st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=4),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    NAMES,
)
def test_a_replaced_cell_changes_nothing_else(rows, quoting, text):
    head = ["Name", "ID", "Grade"]
    rows = [head, *([*row, "1"] for row in rows)]
    found = template(written(rows, "utf-8", ",", quoting, "\r\n"))
    changed = found.rows[1].with_text(2, text, ",")
    assert changed.cells[:2] == found.rows[1].cells[:2]
    assert changed.end == found.rows[1].end
    data = (",".join(changed.cells) + changed.end).encode()
    (again,) = read(data, "utf-8", ",")
    assert again == [*rows[1][:2], text]


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\r\n1,2", b"a,b\n\n1,2\n\n", b"a\tb\r1\t2\r", b"a,b\n1\n1,2,3\n", b"sep=;\na;b\n1;2\n",
        b'a,b\n"x"y,"z ""q"" "\n', b"a,b\nJos\xe9,1\n", b"a,b\n\x81,1\n", b'a,b\n5" disk,2\n',
        b'\xef\xbb\xbf"a","b"\n,\n',
    ],
)  # fmt: skip
def test_odd_bytes_come_through(data):
    assert template(data).data == data


@pytest.mark.parametrize(
    ("data", "delimiter"),
    [
        (b"a;b\n1,5;2\n", ";"),
        (b'"a, x",b\n1,2\n', ","),
        (b'a\tb\n"1\n2"\t3\n', "\t"),
        (b"a,b,c\n1\n", ","),
        (b"a\n1\n", ","),
    ],
)
def test_the_delimiter_is_found(data, delimiter):
    assert template(data).delimiter == delimiter


def test_a_guarded_text_is_unwrapped_for_matching_only():
    row = template(b'Name,ID\n"=""=cmd""",="000123"\n').rows[1]
    assert (row.value(0), row.value(1)) == ("=cmd", "000123")
    assert row.text(0) == '="=cmd"'


def test_what_had_to_be_guessed_is_told():
    assert "cp1252" in template(b"a,b\nJos\xe9,1\n").note
    assert template("a,b\nJosé,1\n".encode()).note == ""


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"\r\n\r\n", "is empty"),
        (b"PK\x03\x04", "is a workbook"),
        (b"a\0b\0", "NUL"),
        (b'a,b\n"x,1\ny,2\n', "opens a quote in line 2"),
        (b"\xff\xfea\0b", "begins as utf-16-le"),
    ],
)
def test_what_is_no_template_is_told(data, sentence):
    with pytest.raises(UnusableTemplate) as caught:
        template(data)
    assert sentence in str(caught.value)
