"""A formula means what it says, errors are sentences, and no text does anything else."""

import ast

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.core.formula import FormulaError, evaluate_number, parse

SYMBOLS = ("m", "r", "p", "t", "w", "x", "y", "d", "alpha", "w1", "w2")
PYTHON = {
    "exp": np.exp,
    "log": np.log,
    "ln": np.log,
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
}


def samples(symbols):
    rng = np.random.default_rng(1)
    return {name: rng.uniform(0.05, 0.95, size=24) for name in symbols}


def text_of(formula, symbols=SYMBOLS):
    return parse(formula, symbols).text()


# The right formulas of the course with the other spellings that must be accepted.
SPELLINGS = {
    "m*r + r": ["r*(m+1)", "(m+1)*r", "r + r*m", "m*r+r*1"],
    "-log(p)": ["log(1/p)", "-ln(p)", "0 - log(p)"],
    "1/(1+exp(-d))": [
        "exp(d)/(1+exp(d))",
        "sigmoid(d)",
        "(1+tanh(d/2))/2",
        "1-1/(1+exp(d))",
    ],
    "2*c*w": ["c*w*2", "c*2*w"],
    "alpha/2": ["0.5*alpha", "alpha*0.5"],
    "p - t": ["-(t-p)", "p+(-1)*t"],
    "(1-eta*alpha)*w": ["w-eta*alpha*w", "w*(1-alpha*eta)"],
    "2*(w2*w1*x-y)*w1*x": ["2*w1*x*(w1*w2*x-y)"],
    "2*(w2*w1*x-y)*w2*x": ["2*w2*x*(w1*w2*x-y)"],
    "2*(w2*s-y)*s": ["2*s*(w2*s-y)"],
    "2*(w2*s-y)*w2*d*x": ["2*w2*x*d*(w2*s-y)"],
    "s*(1-s)": ["s-s**2"],
    "1-a**2": ["(1-a)*(1+a)"],
    "2*(w3*w2*w1*x-y)*w2*w1*x": [],
    "2*(w3*w2*w1*x-y)*w3*w1*x": [],
    "2*(w3*w2*w1*x-y)*w3*w2*x": [],
    "G*o": ["o*G"],
    "G*w*d": ["w*d*G"],
    "G*w": ["w*G"],
    "B*v*d": [],
    "B*v*d*o": [],
}

# The catalogued wrong formulas.
WRONG = """
m*r | m*r + m | m*r + 1 | m + r | r**2 + r | r
log(p) | 1-p | -log(1-p) | -p*log(p) | (1-p)**2 | -log(p)/log(10) | -log(p) - log(1-p)
1/(1+exp(d)) | exp(d) | exp(d)/(exp(d)+exp(-d)) | d
c*w | 2*c*w**2 | c | c*w**3/3 | 2*w | alpha | 2*alpha | 1/2
t - p | p | -t | (p-t)*p*(1-p) | -t/p | log(p) - t | t*(p-1) | p + t | p*(1-p)
(1+eta*alpha)*w | eta*alpha*w | -eta*alpha*w | (1-2*eta*alpha)*w | (1-alpha)*w | (1-eta)*w
w*exp(-eta*alpha) | (w2*w1*x-y)*w1*x | 2*(y-w2*w1*x)*w1*x | 2*(w2*w1*x-y) | 2*(w2*w1*x-y)*x
2*(w2*w1*x-y)*w2*w1*x | (w2*w1*x-y)*w2*x | 2*(w2*w1*x-y)*w2 | 2*(y-w2*w1*x)*w2*x
(w2*s-y)*s | 2*(w2*s-y)*d | 2*(w2*s-y) | 2*(y-w2*s)*s | 2*(w2*s-y)*w2*x | 2*(w2*s-y)*w2*s*x
2*(w2*s-y)*w2*d | 2*(w2*s-y)*d*x | (w2*s-y)*w2*d*x | 2*(w2*d-y)*w2*d*x | 2*(y-w2*s)*w2*d*x
1-s | 1-s**2 | s*(1+s) | s**2 | -s*(1-s) | a*(1-a) | 1-a | a**2 | 1+a**2
(w3*w2*w1*x-y)*w2*w1*x | 2*(w3*w2*w1*x-y)*w3*w2*w1*x | (w3*w2*w1*x-y)*w3*w1*x
2*(w3*w2*w1*x-y)*w1*x | 2*(w3*w2*w1*x-y)*w3 | (w3*w2*w1*x-y)*w3*w2*x
2*(w3*w2*w1*x-y)*w3*w2 | 2*(w3*w2*w1*x-y)*w2*x
G*d | o | G*o*d | G*w*o | w*d | G*d/w | w | B*v | B*d | B | v*d | B*v*o | B*d*o | v*d*o
"""
COURSE = (*"mrpdcwtxysaGoBv", "alpha", "eta", "w1", "w2", "w3")


@pytest.mark.parametrize(
    ("right", "spelling"), [(right, also) for right, others in SPELLINGS.items() for also in others]
)
def test_other_spellings_are_the_same_formula(right, spelling):
    at = samples(COURSE)
    value = parse(spelling, COURSE).evaluate(at)
    np.testing.assert_allclose(value, parse(right, COURSE).evaluate(at), rtol=1e-12)


@pytest.mark.parametrize(
    "formula", [*SPELLINGS, *(part.strip() for part in WRONG.replace("\n", "|").split("|") if part)]
)
def test_course_formulas_have_the_values_python_gives(formula):
    at = samples(COURSE)
    expected = eval(formula, {**PYTHON, **at})
    np.testing.assert_allclose(parse(formula, COURSE).evaluate(at), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("2w", "2*w"),
        ("2(w+1)", "2*(w + 1)"),
        ("2 w x", "2*w*x"),
        ("m r", "m*r"),
        ("(m+r)(p+t)", "(m + r)*(p + t)"),
        ("(m+r)w", "(m + r)*w"),
        ("p(1-p)", "p*(1 - p)"),
        ("p ln p", "p*ln(p)"),
        ("2x^2y", "2*x**2*y"),
        ("2/3*w x", "2/3*w*x"),
        ("αw", "alpha*w"),
        ("½α", "0.5*alpha"),
        ("w₁w₂x", "w1*w2*x"),
        ("w_1 x", "w1*x"),
        ("w_{1}x", "w1*x"),
        ("−p", "-p"),
        ("2·w×x⋅y÷p", "2*w*x*y/p"),
        ("w² + x⁻¹", "w**2 + x**(-1)"),
        ("w¹⁰", "w**10"),
        ("√(2)w", "sqrt(2)*w"),
        ("√2/2", "sqrt(2)/2"),
        ("σ(d)(1-σ(d))", "sigmoid(d)*(1 - sigmoid(d))"),
        ("[p - t]w", "(p - t)*w"),
        ("L = -ln(p)", "-ln(p)"),
        ("dl/du = p - t", "p - t"),
        ("ℓ := ln p", "ln(p)"),
        ("-ln p", "-ln(p)"),
        ("ln p - t", "ln(p) - t"),
        ("Log(p)", "ln(p)"),
        ("np.exp(-d)/(1 + math.exp(-d))", "exp(-d)/(1 + exp(-d))"),
        ("1/(1+e^{-d})", "1/(1 + e**(-d))"),
        (r"$\frac{\alpha}{2}$", "alpha/2"),
        (r"\frac{1}{2}w", "1/2*w"),
        (r"2 \cdot w \times x", "2*w*x"),
        (r"\left( p - t \right)", "p - t"),
        (r"-\ln\left(p\right)", "-ln(p)"),
        (r"-\log \frac{1}{p}", "-ln(1/p)"),
        (r"\operatorname{sigmoid}(d)", "sigmoid(d)"),
        ("𝑚 𝑟", "m*r"),
        ("1e-3w", "1e-3*w"),
        (".5w", ".5*w"),
        ("+w", "w"),
    ],
)
def test_a_spelling_is_read_as_meant(typed, meaning):
    assert text_of(typed) == meaning


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("-x^2", "-(x^2)"),
        ("2^3^2", "2^(3^2)"),
        ("2^-x*y", "(2^(-x))*y"),
        ("x-y-p", "(x-y)-p"),
        ("x/y/p", "(x/y)/p"),
        ("x/y*p", "(x/y)*p"),
        ("-x-y", "(-x)-y"),
        ("x²^3", "(x^2)^3"),
    ],
)
def test_precedence_is_that_of_mathematics(typed, meaning):
    assert parse(typed, SYMBOLS) == parse(meaning, SYMBOLS)


@pytest.mark.parametrize(
    ("typed", "sentence", "position"),
    [
        ("q + m", "I do not know 'q'. Use m, r.", 0),
        ("mr + r", "I do not know 'mr'. Do you mean m*r?", 0),
        ("M*r", "I do not know 'M'. Do you mean m?", 0),
        ("2 + lnm", "I do not know 'lnm'. Do you mean ln(m)?", 4),
        ("m*ln5", "I do not know 'ln5'. Do you mean ln(5)?", 2),
        ("rexp(m)", "I do not know 'rexp'. Do you mean r*exp(…)?", 0),
        ("q(m)", "The functions are log, exp, ln, sqrt, tanh, sigmoid.", 0),
        ("log10(m)", "log means the natural logarithm here; log10 is not available.", 0),
        (r"\log_{2} m", "log means the natural logarithm here", 0),
        ("0,5*m", "write decimal numbers with a point", 1),
        ("50%", "without the % sign", 2),
        ("|m|", "cannot be read", 0),
        ("m'", "derivative", 1),
        ("m § r", "I do not understand '§'.", 2),
        ("m \x00", "the character U+0000", 2),
        ("m\nr", "on one line", 1),
        ("1/2m", "can be read in two ways", 3),
        ("1/m(r)", "can be read in two ways", 3),
        ("ln m r", "put the argument of ln in parentheses", 5),
        ("ln m^2", "put the argument of ln in parentheses", 4),
        ("log 1/m", "put the argument of log in parentheses", 5),
        ("√2m", "put the argument of √ in parentheses", 2),
        ("tanh^2(m)", "Put the argument of tanh in parentheses", 4),
        ("exp", "Put the argument of exp in parentheses", 3),
        ("m 2", "An operator is missing before '2'.", 2),
        ("m *", "something is missing after '*'", 3),
        ("m */ r", "Something is missing before '/'.", 3),
        ("()", "There is nothing between '(' and ')'.", 1),
        ("(m", "A closing ')' is missing.", 0),
        ("(m]", "'(' must be closed by ')', not ']'.", 2),
        ("m)", "Nothing was opened that this ')' could close.", 1),
        (r"\frac12", r"Write a fraction as \frac{a}{b}", 5),
        ("", "There is no formula here yet.", 0),
        ("L = ", "There is no formula on the right of the = sign yet.", 3),
        ("a = b = m", "There are several = signs", 6),
        ("m == r", "I do not understand '='.", 2),
        ("m" * 301, "at most 300 characters; yours has 301", 300),
        ("+".join("m" * 61), "too long to be read", 121),
        ("(" * 61 + "m" + ")" * 61, "nested more than 60 deep", 60),
        ("-" * 100 + "m", "nested more than 60 deep", 60),
        ("ln " * 90 + "m", "nested more than 60 deep", 180),
    ],
)
def test_an_error_says_what_and_where(typed, sentence, position):
    with pytest.raises(FormulaError) as error:
        parse(typed, ("m", "r"))
    assert sentence in str(error.value)
    assert error.value.position == position


def test_without_symbols_the_error_asks_for_numbers():
    with pytest.raises(FormulaError, match=r"^I do not know 'x'. Use numbers only.$"):
        evaluate_number("2*x")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3/8", 0.375),
        ("ln 3", np.log(3)),
        ("2e", 2 * np.e),
        ("exp(1)", np.e),
        ("2*pi", 2 * np.pi),
        ("2π", 2 * np.pi),
        ("sigmoid(0)", 0.5),
        ("sigmoid(-1000)", 0.0),
        ("tanh(1000)", 1.0),
        ("sqrt(2)^2", 2.0),
        ("1e−3", 0.001),
        ("9**9**9", np.inf),
        ("1e999", np.inf),
        ("1/0", np.inf),
        ("-1/0", -np.inf),
        ("0/0", np.nan),
        ("ln(-1)", np.nan),
        ("(-8)^(1/3)", np.nan),
    ],
)
def test_numbers_are_calculated_in_float64(text, value):
    np.testing.assert_allclose(evaluate_number(text), value, rtol=1e-14)


def test_the_largest_formulas_are_still_read():
    assert text_of("(" * 59 + "m" + ")" * 59) == "m"
    assert text_of("+".join("m" * 60)).count("m") == 60


def test_a_symbol_of_the_question_goes_before_a_constant_and_a_function():
    formula = parse("e*sigma(1 - pi)", ("e", "sigma", "pi"))
    assert formula.symbols == {"e", "sigma", "pi"}


def test_notation_of_symbols_does_not_matter():
    assert parse("z_1 + β₂ + \\gamma", ("z1", "β_2", "γ")).symbols == {"z1", "β_2", "γ"}


def test_symbols_are_those_that_occur():
    assert parse("2*(w2*x - y)^2", SYMBOLS).symbols == {"w2", "x", "y"}


def test_points_are_evaluated_together():
    value = parse("p/t", SYMBOLS).evaluate({"p": np.array([1, 2, 0]), "t": np.array([2, 0, 0])})
    np.testing.assert_array_equal(value, [0.5, np.inf, np.nan])


@pytest.mark.parametrize(
    ("typed", "latex"),
    [
        ("2 w1 x", r"2 \cdot w_{1} \cdot x"),
        ("alpha/2", r"\frac{\alpha}{2}"),
        ("-ln(p)", r"-\ln\left(p\right)"),
        ("sqrt(p)^2", r"\left(\sqrt{p}\right)^{2}"),
        ("(p/t)^2", r"\left(\frac{p}{t}\right)^{2}"),
        ("-(p/t - x)", r"-\left(\frac{p}{t} - x\right)"),
        ("(p - t)*-x", r"\left(p - t\right) \cdot \left(-x\right)"),
        ("x - (y - p)", r"x - \left(y - p\right)"),
        ("2^-x", "2^{-x}"),
        ("sigmoid(d)", r"\operatorname{sigmoid}\left(d\right)"),
        ("1e-3*pi", r"\mathtt{1e{-}3} \cdot \pi"),
    ],
)
def test_a_reading_is_typeset(typed, latex):
    assert parse(typed, SYMBOLS).latex() == latex


def test_long_names_are_typeset_upright():
    assert parse("rate0 + u_y", ("rate0", "u_y")).latex() == r"\mathrm{rate}_{0} + \mathrm{uy}"


OPERANDS = st.sampled_from(["x", "y", "p", "2", "0.5", "3", "pi", "e"])


def _joined(inner):
    pair = st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "**", " - ", "^"]), inner)
    return st.one_of(
        pair.map("".join),
        inner.map("-{}".format),
        inner.map("({})".format),
        inner.map("exp({})".format),
        inner.map("ln({})".format),
    )


EXPRESSIONS = st.recursive(OPERANDS, _joined, max_leaves=12).filter(lambda text: len(text) < 200)


def _with_all_brackets(node):
    """The text of a Python expression in which no precedence is left to decide."""
    signs = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
    match node:
        case ast.BinOp(left, operator, right):
            inner = signs[type(operator)].join(map(_with_all_brackets, (left, right)))
        case ast.UnaryOp(ast.USub(), operand):
            inner = f"-{_with_all_brackets(operand)}"
        case ast.Call(function, [argument]):
            return f"{ast.unparse(function)}({_with_all_brackets(argument)})"
        case _:
            inner = ast.unparse(node)
    return f"({inner})"


@settings(deadline=None)
@given(EXPRESSIONS)
def test_precedence_is_that_of_python(text):
    bracketed = _with_all_brackets(ast.parse(text.replace("^", "**"), mode="eval").body)
    assume(len(bracketed) <= 300 and bracketed.count("(") < 40)
    assert parse(text, SYMBOLS) == parse(bracketed, SYMBOLS)


@settings(deadline=None)
@given(EXPRESSIONS)
def test_a_reading_is_read_the_same_way(text):
    formula = parse(text, SYMBOLS)
    assert parse(formula.text(), SYMBOLS) == formula


@settings(deadline=None)
@given(EXPRESSIONS)
def test_values_are_finite_or_not_but_never_an_error(text):
    at = {"x": np.array([-1e300, 0.0, 2.0]), "y": np.array([0.0, -3.0, 1e-300]), "p": 0.5}
    assert parse(text, SYMBOLS).evaluate(at).dtype == np.float64


PIECES = st.sampled_from(
    [*"xe2()[]{}^*/-=²√ σα._\\$", "w1", "ln", "exp(", "\\frac{", "\\left", "**", "np.", "1e"]
)


def _formula_or_error(text):
    try:
        return parse(text, SYMBOLS)
    except FormulaError as error:
        return error


@settings(deadline=None)
@given(st.one_of(st.text(max_size=350), st.lists(PIECES, max_size=120).map("".join)))
def test_any_text_is_a_formula_or_a_formula_error(text):
    read = _formula_or_error(text)
    if isinstance(read, FormulaError):
        assert read.sentence.endswith((".", "?"))
        assert 0 <= read.position <= len(text)
    else:
        assert read.latex()
        assert len(read.text()) > 300 or parse(read.text(), SYMBOLS) == read
