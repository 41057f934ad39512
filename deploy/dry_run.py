"""Do the Dockerfile's steps work?  `python deploy/dry_run.py FOLDER` tries them without Docker.

As whoever calls it, in a new folder and environment: the RUN lines that need no root, then the CMD,
and its HEALTHCHECK until that is well.  Prints the isolation that a program would get.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AS_ROOT = ("useradd", "install")
PATIENCE = 60  # seconds

Instruction = tuple[str, str]  # such as ("WORKDIR", "/app")


def instructions(text: str) -> list[Instruction]:
    """The instructions of a Dockerfile, with lines that go on joined."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    whole = "\n".join(lines).replace("\\\n", " ").splitlines()
    pairs = [line.partition(" ") for line in whole]
    return [(word, rest.strip()) for word, _, rest in pairs]


def environment(steps: list[Instruction]) -> dict[str, str]:
    pairs = [part.partition("=") for word, rest in steps if word == "ENV" for part in rest.split()]
    return {name: value for name, _, value in pairs}


def dry_run(folder: Path) -> int:
    """Try everything in `folder`, which stands for / of the image; the exit status."""
    steps = instructions((ROOT / "Dockerfile").read_text(encoding="utf-8"))
    app = folder / "app"
    app.mkdir(parents=True)
    (folder / "data").mkdir()
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    base = {"PATH": f"{folder / 'venv' / 'bin'}:/usr/bin:/bin", "HOME": str(folder)}
    for word, rest in steps:
        if word == "COPY":
            _copy(rest.split(), app)
        elif word == "RUN" and not rest.startswith(AS_ROOT):
            print(f"RUN {rest}", flush=True)
            subprocess.run(rest, shell=True, cwd=app, env=base, check=True)
    return _served(steps, app, base | _here(environment(steps), folder))


def _copy(paths: list[str], app: Path) -> None:
    for name in paths[:-1]:
        source, target = ROOT / name, app / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)


def _here(variables: dict[str, str], folder: Path) -> dict[str, str]:
    places = ("/app", "/data", "/tmp")
    return {n: f"{folder}{v}" if v.startswith(places) else v for n, v in variables.items()}


def _served(steps: list[Instruction], app: Path, env: dict[str, str]) -> int:
    """Start the site as the image would, with one instructor, until it says that it is well."""
    (command,) = [json.loads(rest) for word, rest in steps if word == "CMD"]
    (health,) = [rest for word, rest in steps if word == "HEALTHCHECK"]
    check = json.loads(health[health.index("[") :])
    env = env | {"CHAINRULE_HOSTS": "grader.example.org"}
    for line in ("roster codes --role instructor ada", "doctor"):
        python = ["python", "-m", "grader", *shlex.split(line)]
        subprocess.run(python, cwd=app, env=env, check=True)
    with subprocess.Popen(command, cwd=app, env=env) as site:
        try:
            until = time.monotonic() + PATIENCE
            while (
                failed := subprocess.run(
                    check, cwd=app, env=env, stderr=subprocess.DEVNULL
                ).returncode
            ) != 0:
                if site.poll() is not None or time.monotonic() > until:
                    break
                time.sleep(1)
        finally:
            site.terminate()
    print("The site is not well." if failed else "The site is well.")
    return failed


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(dry_run(Path(sys.argv[1]).resolve()))
