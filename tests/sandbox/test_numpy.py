"""numpy is whole behind the walls: what it computes there is what it computes here."""

import numpy as np
import pytest

from grader.core.run import Call, Job
from grader.sandbox import modules

A = np.random.default_rng(5).normal(size=(6, 6))
EXPRESSIONS = [
    "np.linalg.solve(A, A[0])", "np.linalg.inv(A)", "np.linalg.det(A)", "np.linalg.qr(A)[1]",
    "np.linalg.svd(A)[1]", "np.linalg.eigvalsh(A + A.T)", "np.linalg.eigvals(A)",
    "np.linalg.cholesky(A @ A.T)", "np.linalg.lstsq(A[:, :3], A[0], rcond=None)[0]",
    "np.linalg.pinv(A)", "np.linalg.matrix_rank(A)", "np.linalg.norm(A, axis=1)",
    "np.fft.fft(A)", "np.fft.ifft2(A)", "np.fft.rfftn(A)", "np.fft.fftshift(A)",
    "np.random.default_rng(1).normal(size=9)", "np.random.default_rng(1).permutation(9)",
    "np.random.default_rng(1).multivariate_normal(A[0], A @ A.T)",
    "np.random.default_rng(1).choice(9, 4, replace=False)", "np.random.RandomState(3).rand(4)",
    "np.random.Generator(np.random.MT19937(4)).standard_gamma(2.0, 5)",
    "np.polynomial.Polynomial(A[0]).roots()", "np.polynomial.chebyshev.chebfit(A[0], A[1], 3)",
    "np.polynomial.legendre.leggauss(5)[0]", "np.polynomial.hermite.hermval(A[0], A[1])",
    "np.einsum('ij,jk->ik', A, A)", "np.sort(A, axis=0)", "np.unique(A.round())",
    "np.convolve(A[0], A[1])", "np.interp(A[0], np.arange(6), A[1])", "np.histogram(A)[0]",
    "np.ma.masked_greater(A, 0).filled(0)", "np.cov(A)", "np.percentile(A, [5, 50])",
    "np.array2string(A, precision=3)", "np.linalg.matrix_power(A, 5)", "np.kron(A[0], A[1])",
]  # fmt: skip


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_function_of_numpy_works_inside(sandbox, expression):
    source = f"import numpy as np\ndef f(A):\n    return {expression}"
    (result,) = sandbox.run(Job(source, "f", (Call((A,)),))).results
    expected = eval(expression)
    if isinstance(expected, str):
        assert result.value == expected
    else:
        assert np.allclose(result.value, expected)


@pytest.mark.parametrize("module", modules.NUMPY)
def test_everything_can_be_imported_at_once(sandbox, module):
    source = f"from {module} import *\nimport numpy as np\ndef f(A):\n    return np.exp(A)"
    (result,) = sandbox.run(Job(source, "f", (Call((A,)),))).results
    assert np.allclose(result.value, np.exp(A))
