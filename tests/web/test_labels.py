import pytest

from grader.web.labels import label


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Your formula", "Your formula"),
        (r"(a) $\partial \ell/\partial w_2$", "(a) ∂ℓ/∂w₂"),
        (r"$\partial \ell / \partial w_2$", "∂ℓ/∂w₂"),
        (r"$\frac{\partial \ell}{\partial w_1}$", "∂ℓ/∂w₁"),
        (r"$\sigma'(z)$ for $w_{12}$", "σ'(z) for w₁₂"),
        (r"$x^{2} \cdot \alpha$", "x² ·α"),
    ],
)
def test_a_label_reads_as_plain_text(text, shown):
    assert label(text) == shown
