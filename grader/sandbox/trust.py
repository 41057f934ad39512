"""May other people's programs run here?  Only behind walls, or if whoever is in charge trusts them.

A student's own programs on a student's own machine are nobody else's, and need no permission.
"""

from grader.sandbox import CONFINED, LEVELS, Layers, Sandbox

NEEDED = ("seccomp", "rlimits")


def refusal() -> str:
    """Why other people's programs are not run on this machine; empty if they may be."""
    with Sandbox() as sandbox:
        level, layers = sandbox.level, sandbox.layers
    return "" if LEVELS.index(level) >= LEVELS.index(CONFINED) else _sentence(level, layers)


def _sentence(level: str, layers: Layers) -> str:
    missing = " and ".join(name for name in NEEDED if name not in layers.names)
    return (
        f"This machine isolates programs only as far as '{level}' ({missing} missing), so other "
        "people's programs could read files and use the network: run `python -m grader doctor` to "
        "see what is missing, use Linux or a container that allows it, or pass --trust-submissions "
        "if you trust everybody who hands in."
    )
