from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook.pseudonym import pseudonym


def test_a_student_has_one_pseudonym_for_each_key():
    assert pseudonym(b"key", "ana") == pseudonym(b"key", "ana") == "7dkb27b2ot"
    assert pseudonym(b"key", "ana") != pseudonym(b"other", "ana")
    assert pseudonym(b"key", "ana") != pseudonym(b"key", "ben")


@given(st.binary(min_size=1), st.text())
def test_it_is_ten_letters_and_digits_whatever_the_key_of_the_student(key, student):
    name = pseudonym(key, student)
    assert len(name) == 10
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz234567")
