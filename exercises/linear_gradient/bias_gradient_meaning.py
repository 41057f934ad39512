"""Slide "Compute gradient in numpy": what does the bias gradient really add up?"""

from grader.core.kinds import Multi, Option

PROMPT = r"""
The slide says: "Gradient on bias adds up all the log probabilities". Select every correct statement
about $db = \partial L / \partial b$ for the **average** cross-entropy of $U = XW + \mathbf{1}b$
over N examples, without penalty. $p_k$ is the softmax probability of class k, $1[y = k]$ is 1 if
k is the true class of the example and 0 otherwise.
"""

exercise = Multi(
    title="What does the bias gradient add up?",
    slide="Compute gradient in numpy (remark on the bias)",
    prompt=PROMPT,
    conventions="G3 G6",
    needs=("score_derivative",),
    marks=3,
    options=(
        Option(
            "$db_k$ is the sum over the examples of $(p_k - 1[y = k])/N$",
            True,
            "Every score u_k contains b_k with factor 1, so the derivatives dL/du_k of all "
            "examples add up.",
        ),
        Option(
            "db is literally the sum of the log-probabilities",
            False,
            "The wording on the slide is loose: what is added are dL/du = (p − one-hot)/N, "
            "not log p.",
        ),
        Option(
            "$db_k$ = (mean predicted probability of class k) − (share of examples with label k)",
            True,
            "Split the sum: the mean of p_k minus the mean of the indicator.",
        ),
        Option("the K entries of db add to 0", True, "Each row of dL/du adds to 0."),
        Option("db depends on X only through the probabilities", True, "X multiplies W, not b."),
        Option(
            "db is the sum over the classes (axis=1)",
            False,
            "That sum is 0 for each example; db has one entry for each class and sums over the "
            "examples (axis=0).",
        ),
        Option(
            "db must be divided by N once more after summing",
            False,
            "The 1/N of the average is already inside dL/du.",
        ),
    ),
    hints=(
        r"$\partial u_k / \partial b_k = 1$ for each example.",
        "db holds the column sums of dL/du.",
        "Four statements are correct.",
    ),
)
