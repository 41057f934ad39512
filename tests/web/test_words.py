from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.web.words import amount, block, counted, literal, mixed, sentence

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "[click](javascript:alert(1))",
    "![x](https://elsewhere.example/p.png)",
    "https://elsewhere.example www.elsewhere.example a@b.example",
    "$\\href{javascript:alert(1)}{x}$ $$x$$",
    "```\ncode\n```",
    "# heading\n* list\n| a | b |\n|---|---|",
    "&lt;b&gt; &#60;",
    "</code></pre><script>alert(1)</script>",
    "\\*escaped\\*",
]


class Reader(HTMLParser):
    """What a browser shows of a piece of markup, and which elements it contains."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.elements = "", set()

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.text += "\n" * (tag == "br")

    def handle_data(self, data):
        self.text += data


def read(markup):
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_students_text_is_shown_as_it_stands(text):
    shown = read(literal(text))
    assert shown.text == text
    assert shown.elements <= {"br", "span"}


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_students_print_is_shown_as_it_stands(text):
    shown = read(block(text))
    assert shown.text == text
    assert shown.elements == {"pre", "code"}


@given(st.text())
def test_nothing_in_a_students_text_can_mean_something_in_markdown(text):
    plain = literal(text).replace("<br>", "").replace("<span>&#36;</span>", "")
    assert not set(plain) & set("<>$`*_[]()\\~|!:/.@\"'")


def test_control_and_direction_signs_are_left_out():
    assert literal("a\u202eb\x00c\u2066d") == "abcd"


def test_a_sentence_of_ours_may_hold_code_and_mathematics():
    assert sentence("`A < B` gives $a < b$") == "<code>A &lt; B</code> gives $a &lt; b$"


def test_a_text_with_both_keeps_only_ours_as_markup():
    shown = mixed("(a) $w_2$: I do not know '<b>'.", ["(a) $w_2$"])
    assert shown.startswith("(a) $w_2$")
    assert "<b>" not in shown


@pytest.mark.parametrize(
    ("points", "said"), [(1, "1 point"), (0.5, "0.5 points"), (10.0, "10 points"), (0, "0 points")]
)
def test_points_are_said_without_needless_zeros(points, said):
    assert counted(points) == said


def test_amounts_are_rounded_to_hundredths():
    assert amount(1 / 3) == "0.33"
