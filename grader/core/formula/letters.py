"""Which name is meant, in whatever alphabet and with whatever subscripts it was typed?"""

_LETTERS = "αβγδεζηθικλμνξοπρςστυφχψω"
_SPELLED = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "sigma sigma tau upsilon phi chi psi omega"
)
GREEK = dict(zip(_LETTERS, _SPELLED.split(), strict=True))
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789", "_{}\\")


def key_of(name: str) -> str:
    """A name without its notation: w_1, w_{1} and w₁ are w1; α and \\alpha are alpha."""
    letters = name.rpartition(".")[2].translate(SUBSCRIPTS)
    return "".join(GREEK.get(letter, letter) for letter in letters)
