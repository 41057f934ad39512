"""Grade the same forty programs with Chainrule and with other graders; print a table."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.peers import graders
from bench.peers.measured import Measured
from bench.peers.submissions import submissions

PEERS = {
    "Chainrule": (graders.chainrule, ""),
    "one pytest process each": (graders.pytest, "pytest"),
    "otter-grader": (graders.otter, "otter-grader"),
    "nbgrader": (graders.nbgrader, "nbgrader"),
}
KINDS = ("right", "wrong", "hanging", "cheat")


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    options.add_argument("--environments", type=Path, help="folder in which they are installed")
    options.add_argument("--only", choices=[p for _, p in PEERS.values() if p], action="append")
    given = options.parse_args()
    programs = submissions()
    found: dict[str, Measured | str] = {}
    with tempfile.TemporaryDirectory() as name:
        base = given.environments or Path(name) / "environments"
        for number, (peer, (grade, package)) in enumerate(PEERS.items()):
            if given.only and package and package not in given.only:
                continue
            folder = Path(name) / str(number)
            folder.mkdir()
            try:
                python = _python(base, package) if package else Path(sys.executable)
            except subprocess.CalledProcessError as error:
                found[peer] = f"cannot be installed here (pip: {error.returncode})"
            else:
                found[peer] = grade(programs, folder, python)
            print(f"{peer} is done", file=sys.stderr, flush=True)
    print(*_table(programs, found), sep="\n")


def _python(base: Path, package: str) -> Path:
    """The Python of an environment in which the package and numpy are installed."""
    python = base.absolute() / package / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", base / package], check=True)
        install = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*install, package, "numpy", "ipykernel"], check=True)
    return python


def _table(programs: dict[str, str], found: dict[str, Measured | str]) -> list[str]:
    numbers = {kind: [n for n in programs if n.startswith(kind)] for kind in KINDS}
    heads = [f"{kind} ({len(names)})" for kind, names in numbers.items()]
    rows = [f"| | s each | × | peak MiB | {' | '.join(heads)} |", "|---" * (4 + len(KINDS)) + "|"]
    ours = next(m for m in found.values() if isinstance(m, Measured)).seconds
    for peer, m in found.items():
        if isinstance(m, str):
            rows.append(f"| {peer} | {m} |" + " |" * (2 + len(KINDS)))
            continue
        paid = [str(sum(m.marks[n] == 1.0 for n in names)) for names in numbers.values()]
        each = m.seconds / len(programs)
        ratio = f"{m.seconds / ours:.1f}"
        rows.append(f"| {peer} | {each:.2f} | {ratio} | {m.peak:.0f} | {' | '.join(paid)} |")
    rows += ["", "Cheats with full marks:", ""]
    rows += [
        f"- {peer}: {', '.join(_paid(m, numbers['cheat'])) or 'none'}"
        for peer, m in found.items()
        if isinstance(m, Measured)
    ]
    return rows


def _paid(m: Measured, cheats: list[str]) -> list[str]:
    return [name.removeprefix("cheat: ") for name in cheats if m.marks[name] == 1.0]


if __name__ == "__main__":
    main()
