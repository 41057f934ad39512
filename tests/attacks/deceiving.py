"""Programs that return what is not there: values that lie about themselves to whoever compares."""

# `start` stands above `f`; `value` is what it returns. What is right is never in the program.
DECEITS = {
    "an array that equals all": (
        "class A(np.ndarray):\n"
        "    def __eq__(self, other): return np.True_\n"
        "    def __ne__(self, other): return np.False_",
        "np.zeros((2, 3)).view(A)",
    ),
    "an array whose functions lie": (
        "class A(np.ndarray):\n"
        "    def __array_ufunc__(self, *a, **k): return np.ones((2, 3))\n"
        "    def __array_function__(self, *a, **k): return True",
        "np.zeros((2, 3)).view(A)",
    ),
    "an array with another shape": (
        "class A(np.ndarray):\n    shape = (2, 3)\n"
        "    def __eq__(self, other): return np.True_",
        "np.zeros(1).view(A)",
    ),
    "an object that equals all": (
        "class A:\n    shape = (2, 3)\n    dtype = np.dtype(float)\n"
        "    def __eq__(self, other): return True\n    __array_ufunc__ = None",
        "A()",
    ),
    "an object of a false class": (
        "class A:\n    __class__ = property(lambda self: np.ndarray)\n"
        "    def __eq__(self, other): return True\n    __array_ufunc__ = None",
        "A()",
    ),
    "a float that equals all": (
        "class A(float):\n    def __eq__(self, other): return True\n    __array_ufunc__ = None",
        "A(0)",
    ),
    "an integer that equals all": (
        "class A(int):\n    def __eq__(self, other): return True\n    __array_ufunc__ = None",
        "A(0)",
    ),
    "a text that equals all": (
        "class A(str):\n    def __eq__(self, other): return True\n    __array_ufunc__ = None\n"
        "    __hash__ = str.__hash__",
        "A('')",
    ),
    "a list that equals all": (
        "class A(list):\n    def __eq__(self, other): return True\n    __array_ufunc__ = None",
        "A([[0.0] * 3] * 2)",
    ),
    "entries that equal all": (
        "class A:\n    def __eq__(self, other): return True",
        "np.array([[A()] * 3] * 2)",
    ),
    "another comparison": ("np.all = lambda *a: True", "np.zeros((2, 3))"),
    "another difference": ("np.abs = np.absolute = lambda *a: np.zeros((2, 3))\n"
                           "np.all = lambda *a: True", "np.zeros((2, 3))"),
    "another array_equal": ("np.array_equal = np.allclose = np.all = lambda *a, **k: True",
                            "np.zeros((2, 3))"),
    "no entries": ("", "np.zeros((0, 1, 1))"),
    "a generator of truth": (
        "class A:\n    __array_ufunc__ = None\n    def __eq__(self, other): yield True", "A()",
    ),
    "a dict that equals all": (
        "class A(dict):\n    def __eq__(self, other): return True\n    __array_ufunc__ = None",
        "A(x=1)",
    ),
    "a scalar that equals all": (
        "class A(np.float64):\n    __array_ufunc__ = None\n"
        "    def __eq__(self, other): return True",
        "A(0)",
    ),
    "an array made by its own hand": (
        "class A:\n    def __array__(self, *a, **k): return E\n"
        "    def __eq__(self, other):\n        global E\n        E = other\n        return True\n"
        "    __array_ufunc__ = None\nE = np.zeros((2, 3))",
        "A()",
    ),
}  # fmt: skip
WRONG = {
    "a masked array": "np.ma.masked_all((2, 3))",
    "nan": "np.full((2, 3), np.nan)",
    "inf": "np.full((2, 3), np.inf)",
    "huge": "np.full((2, 3), 1e308)",
    "broadcast": "np.zeros((1, 1))",
    "a truth value": "True",
    "nothing": "None",
    "false truth values": "np.full((2, 3), 2, 'u1').view('?')",
    "complex": "np.full((2, 3), 1e9j)",
    "texts": "np.full((2, 3), '1.0')",
    "records": "np.zeros((2, 3), 'f8,f8')",
    "strided over itself": "np.lib.stride_tricks.as_strided(np.zeros(1), (2, 3), (0, 0))",
    "a list of arrays": "[np.zeros(3)] * 2",
    "a tuple too many": "(np.zeros((2, 3)),) * 2",
    "half precision": "np.full((2, 3), np.inf, 'f2')",
    "dates": "np.zeros((2, 3), 'M8[s]')",
    "minus nothing": "-np.zeros((2, 3))",
    "nan with something in it": "np.full((2, 3), 0x7FF8DEADBEEF0001, 'u8').view('f8')",
    "a signalling nan": "np.full((2, 3), 0x7FF0000000000001, 'u8').view('f8')",
    "the smallest numbers": "np.full((2, 3), 5e-324)",
    "what it was given": "x",
    "an array over the memory of something else": (
        "np.frombuffer(bytearray(48), 'f8').reshape(2, 3)"
    ),
    "an array that describes itself": (
        "np.asarray(type('A', (), {'__array_interface__': {'shape': (2, 3), 'typestr': '<f8',\n"
        "        'data': bytes(48), 'version': 3}})())"
    ),
}

MARKUP = "<img src=x onerror=alert(1)><script>alert(1)</script>"
ODD = "\\x1b[31m\\u202e\\ud800\\x00"
ESCAPES = {
    "a print": f"print({MARKUP!r} + '{ODD}'); return 1",
    "an error's text": f"raise ValueError({MARKUP!r} + '{ODD}')",
    "an error's name": f"raise type({MARKUP!r}, (Exception,), {{}})('{ODD}')",
    "an odd error's name": f"raise type({MARKUP!r} + '\\ud800', (Exception,), {{}})()",
    "an exit's text": f"raise SystemExit({MARKUP!r})",
    "an interruption": f"raise KeyboardInterrupt({MARKUP!r})",
    "a group of errors": f"raise ExceptionGroup({MARKUP!r}, [ValueError({MARKUP!r})])",
    "a module's name": f"__import__({MARKUP!r} + '{ODD}')",
    "a forged module's name": f"raise ModuleNotFoundError('', name={MARKUP!r})",
    "a line of source": "raise ValueError  # <img src=x onerror=alert(1)><script>",
    "a forged line of source": (
        "import linecache\n    linecache.cache['answer.py'] = "
        f"(9, None, [{MARKUP!r}] * 99, 'answer.py')\n    raise ValueError"
    ),
    "a forged file": f"exec(compile({MARKUP!r}[:0] + '1/0', 'answer.py', 'exec'))",
    "a text returned": f"return {MARKUP!r} + '{ODD}'",
    "a dict returned": f"return {{{MARKUP!r}: 1}}",
    "an object returned": f"return type({MARKUP!r}, (), {{}})()",
    "an array's type": f"return np.zeros(2, [({MARKUP!r}, 'f8')])",
    "a warning": f"import warnings; warnings.warn({MARKUP!r}); return 1",
    "mathematics": "raise ValueError('$\\\\href{javascript:alert(1)}{x}$ ![x](http://x/) `<b>`')",
    "a link": "print('[x](javascript:alert(1)) <a href=javascript:alert(1)>'); return 1",
    "a formula of a spreadsheet": "print('=HYPERLINK(\"http://x\")'); raise ValueError('=1+1')",
    "a frame of the page": "print('</pre></details></div><iframe srcdoc=x>'); return 1",
    "a notebook's display": "print('\\x1b]8;;http://x\\x07x'); return 1",
}
