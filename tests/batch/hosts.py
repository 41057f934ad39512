"""Two machines for the tests: namespaces of this one, joined by a wire and by nothing else.

An ordinary user may make them where the kernel lets people have namespaces of their own and `ip`
and `nsenter` are installed.  Where not, both are this machine on loopback, and `apart` is False.
"""

import contextlib
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

CODE = [ROOT / "grader", ROOT / "exercises"]
WIRE = "wire"
STAY = ("cat",)  # until nobody holds its input any more


@dataclass(frozen=True)
class Host:
    """A machine: its address, what brings a command there, where Chainrule lies on it."""

    address: str = "127.0.0.1"
    enter: tuple[str, ...] = ()
    root: Path = ROOT

    def run(self, *command):
        subprocess.run([*self.enter, *map(str, command)], check=True, capture_output=True)


@dataclass(frozen=True)
class Pair:
    """Two machines; `apart` if each has a network and files of its own."""

    driver: Host = Host()
    worker: Host = Host()
    apart: bool = False


ONE = Pair()  # both are this one, on loopback


@contextlib.contextmanager
def two_hosts(folder, hidden):
    """The worker's machine has its own copy of Chainrule, and sees neither the driver's copy nor
    what is in the folder `hidden`."""
    with contextlib.ExitStack() as stack:
        try:
            pair = _wired(stack, folder / "chainrule")
            for place in (hidden, *CODE):
                pair.worker.run("mount", "-t", "tmpfs", "none", place)
        except (OSError, subprocess.CalledProcessError):
            pair = ONE
        yield pair


def _wired(stack, copy):
    first = _stays(stack, "unshare", "-Urn")
    users = _entering(first, "-U")
    second = _stays(stack, *users, "unshare", "-nm")
    pair = Pair(
        Host("10.77.0.1", _entering(first, "-U", "-n")),
        Host("10.77.0.2", _entering(second, "-U", "-n", "-m"), copy),
        apart=True,
    )
    pair.driver.run(*f"ip link add {WIRE} type veth peer {WIRE} netns {second}".split())
    for host in (pair.driver, pair.worker):
        host.run(*f"ip address add {host.address}/24 dev {WIRE}".split())
        for device in ("lo", WIRE):
            host.run("ip", "link", "set", device, "up")
    for place in CODE:
        shutil.copytree(place, copy / place.name)
    return pair


def _entering(pid, *namespaces):
    return ("nsenter", "--preserve-credentials", *namespaces, "-t", str(pid))


def _stays(stack, *command):
    """The process in new namespaces, which last as long as it does."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    process = stack.enter_context(subprocess.Popen([*command, *STAY], text=True, **pipes))
    print("there?", file=process.stdin, flush=True)
    if not process.stdout.readline():
        raise OSError("no namespaces here")
    return process.pid
