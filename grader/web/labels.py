"""How does a label with mathematics read as plain text?  Labels of inputs cannot be typeset."""

import re

_SIGNS = {
    "partial": "∂", "ell": "ℓ", "alpha": "α", "beta": "β", "eta": "η", "sigma": "σ", "lambda": "λ",
    "theta": "θ", "delta": "δ", "cdot": "·", "times": "×", "prime": "′", "leq": "≤", "le": "≤",
    "geq": "≥", "ge": "≥", "neq": "≠", "infty": "∞", "sum": "Σ", "log": "log ", "ln": "ln ",
    "exp": "exp ", "tanh": "tanh ", "top": "ᵀ", "hat": "", "bar": "", "mathbf": "", "mathrm": "",
    "text": "", "left": "", "right": "", "to": "→",
}  # fmt: skip
_LOW = str.maketrans("0123456789+-()aeijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_HIGH = str.maketrans("0123456789+-()ijnTk", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁱʲⁿᵀᵏ")
_GROUP = r"(?:\{([^{}]*)\}|(\w))"


def label(text: str) -> str:
    r"""The label in plain signs: $\partial \ell/\partial w_2$ becomes ∂ℓ/∂w₂."""
    return re.sub(r"\$([^$]*)\$", lambda found: _plain(found[1]), text).strip()


def _plain(latex: str) -> str:
    text = re.sub(r"\\d?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2", latex)
    text = re.sub(r"\\([A-Za-z]+) ?", lambda found: _SIGNS.get(found[1], found[1]), text)
    text = re.sub(r" */ *", "/", text)
    text = re.sub("_" + _GROUP, lambda found: (found[1] or found[2]).translate(_LOW), text)
    text = re.sub(r"\^" + _GROUP, lambda found: (found[1] or found[2]).translate(_HIGH), text)
    return re.sub(r"[{}\\]", "", text)
