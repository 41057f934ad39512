"""Whatever bytes come back, they are read as values or refused; nothing else happens."""

import math
import struct

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.core.run import Call, Expression, Job, Outcome, Seeded
from grader.sandbox.frames import (
    DTYPES,
    KEYS,
    Malformed,
    Packer,
    Unpacker,
    Unsendable,
    frames,
)
from grader.sandbox.jobs import read, written
from grader.sandbox.outcome import Ended, outcome_of

BOUNDED = settings(max_examples=400, deadline=None, database=None, derandomize=True)
JOB = Job("", "f", (Call((np.ones(2), 1)), Call((1,))))
HEAD = struct.Struct("<4sIQ")

numbers = st.integers() | st.floats() | st.booleans() | st.none()
texts = st.text(st.characters(), max_size=8)
plain = st.text(st.characters(categories=["L", "N", "P"]), max_size=8)
scalars = numbers | plain | st.complex_numbers()
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(plain | st.integers(1 - KEYS, KEYS - 1), inner, max_size=3)
    ),
    max_leaves=12,
)
tags = st.sampled_from(["n", "b", "i", "f", "c", "s", "l", "t", "d", "a", "g", "seed", "expr"])
sides = st.lists(st.integers(-1, 9) | st.sampled_from([2**26, 2**63, 0.0, True]), max_size=5)
arrays = st.tuples(
    st.sampled_from(["a", "g"]),
    st.sampled_from([*DTYPES, "O", "V8", "f8,i8"]),
    sides,
    st.integers(-8, 80),
    st.integers(-8, 80),
).map(list)
specs = st.recursive(
    arrays | st.lists(tags | numbers | texts, max_size=3) | numbers,
    lambda inner: st.tuples(tags, st.lists(inner, max_size=4)).map(list) | st.lists(inner),
    max_leaves=12,
)
headers = st.fixed_dictionaries(
    {
        "k": st.sampled_from(
            ["value", "raised", "bad", "done", "syntax", "missing", "import", "exit"]
        )
    },
    optional={
        "i": numbers | st.sampled_from([0, 1]),
        "v": specs,
        "c": st.lists(numbers, max_size=3) | numbers,
        **{key: texts | numbers | st.lists(texts, max_size=3) for key in "tmlxw"},
        "names": st.lists(texts, max_size=3) | texts,
    },
)


def frame(header, blob=b""):
    packer = Packer()
    packer._blob, packer.size = [blob], len(blob)
    return packer.frame(header)


def same(a, b):
    if isinstance(a, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return type(a) is type(b) and (a == b or str(a) == str(b))


@BOUNDED
@given(specs, st.binary(max_size=80))
def test_any_specification_is_a_value_or_malformed(spec, blob):
    unpacker = Unpacker(memoryview(blob))
    try:
        unpacker.value(spec)
        unpacker.end()
    except Malformed:
        return


@BOUNDED
@given(st.lists(st.tuples(headers, st.binary(max_size=80)), max_size=4), st.binary(max_size=20))
def test_any_frames_make_an_outcome(parts, rest):
    data = b"".join(frame(*part) for part in parts) + rest
    outcome = outcome_of(JOB, Ended(data, rest, "", {"code": 0}, 1.0))
    assert isinstance(outcome, Outcome)
    str(outcome).encode("utf-8")


@BOUNDED
@given(st.data())
def test_a_frame_with_a_changed_byte_makes_an_outcome(data):
    packer = Packer()
    spec = packer.packed([np.arange(6.0).reshape(2, 3), {"a": (1, "x")}])
    changed = bytearray(packer.frame({"k": "value", "i": 0, "v": spec, "c": [0]}))
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    cut = changed[: data.draw(st.integers(0, len(changed)))]
    assert isinstance(outcome_of(JOB, Ended(bytes(cut), b"", "", {"code": 0}, 1.0)), Outcome)


@BOUNDED
@given(st.binary(max_size=200))
def test_any_bytes_are_frames_or_malformed(data):
    try:
        found, whole = frames(data, 3)
    except Malformed:
        return
    assert len(found) <= 3
    assert not whole or sum(HEAD.size + len(blob) for _, blob in found) <= len(data)


@BOUNDED
@given(values)
def test_a_value_comes_through_as_it_is(value):
    packer = Packer()
    try:
        data = packer.frame({"v": packer.packed(value)})
    except Unsendable:
        return
    ((header, blob),), whole = frames(data, 1)
    assert whole
    assert same(Unpacker(blob).value(header["v"]), value)


arguments = st.one_of(
    values, st.integers().map(Seeded), st.just(Seeded((1, 2))), texts.map(Expression)
)


@BOUNDED
@given(st.lists(arguments, max_size=3).map(tuple), st.booleans(), texts)
def test_a_job_comes_through_as_it_is(args, strided, source):
    job = Job(source, "f", (Call((np.arange(3), *args), strided), Call(())), "lambda f: f()")
    try:
        found = read(written(job))
    except Unsendable:
        return
    (((array, *back), turned), last) = found["calls"]
    assert array.tolist() == [0, 1, 2]
    assert same(back, list(args))
    assert (turned, last) == (strided, ((), False))
    assert (found["function"], found["driver"]) == ("f", "lambda f: f()")


@BOUNDED
@given(st.sampled_from(DTYPES), st.lists(st.integers(0, 3), max_size=4), st.binary(min_size=1))
def test_an_array_comes_through_bit_for_bit(dtype, shape, content):
    size = math.prod(shape) * np.dtype(dtype).itemsize
    array = np.frombuffer((content * size)[:size], dtype).reshape(shape)
    packer = Packer()
    ((header, blob),), _ = frames(packer.frame({"v": packer.packed(array)}), 1)
    back = Unpacker(blob).value(header["v"])
    expected = array.view("u1") != 0 if dtype == "?" else array
    assert back.shape == array.shape
    assert back.tobytes() == expected.tobytes()
