"""Lists of gradients, compared layer by layer: a slip in one layer leaves the others their points.

RETURNS are the names of what DRIVER makes of (dWs, dbs).  Both expect Ws as the third argument.
"""

RETURNS = ("dW of the last layer", "dW of the layers between", "dW of the first layer", "dbs")

DRIVER = """lambda f, *given: (
    lambda pair: (pair[0][-1], list(pair[0][1:-1]), pair[0][0], list(pair[1]))
    if isinstance(pair, (tuple, list))
    and [len(part) if hasattr(part, "__len__") else 0 for part in pair] == 2 * [len(given[2])]
    else (_ for _ in ()).throw(
        ValueError("return (dWs, dbs), two lists with as many entries as there are layers")
    )
)(f(*given))"""
