"""What do attacks aim at?  Files, sockets and a process with secrets, where they can be reached."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NOBODY = 65534
ROOT = os.getuid() == 0
MARKER = "chn-" + secrets.token_hex(16)  # in no program: attacks must read it where it is

VICTIM = """
import ctypes, os, sys, time
libc = ctypes.CDLL(None)
if os.getuid() == 0:
    os.setgroups([]); os.setresgid(65534, 65534, 65534); os.setresuid(65534, 65534, 65534)
    libc.prctl(4, 1, 0, 0, 0)  # readable again, as a process of an ordinary user is
libc.prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)  # where Yama asks, anybody may trace us
secret = ctypes.create_string_buffer(sys.argv[1].encode())
print(ctypes.addressof(secret), os.open("/dev/null", 0), flush=True)
time.sleep(600)
"""


def eventually(condition, seconds=2.0):
    """Whether a condition comes true before long."""
    end = time.monotonic() + seconds
    while not (holds := condition()) and time.monotonic() < end:
        time.sleep(0.01)
    return holds


class World:
    """Everything that is given away here belongs to whoever runs students' programs."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="chainrule-attacks-"))
        self.folder.chmod(0o777)
        self.tcp, self.udp, self.abstract, self.local = self._sockets()
        self.victim, self.address, self.file = None, 0, 0
        self.renew()

    def _sockets(self):
        tcp = socket.create_server(("127.0.0.1", 0))
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", 0))
        abstract = socket.socket(socket.AF_UNIX)
        abstract.bind(f"\0chainrule-{os.getpid()}")
        abstract.listen()
        local = socket.socket(socket.AF_UNIX)
        local.bind(str(self.folder / "socket"))
        os.chmod(self.folder / "socket", 0o777)
        local.listen()
        for one in (tcp, udp, abstract, local):
            one.setblocking(False)
        return tcp, udp, abstract, local

    def renew(self):
        """Make good what an attack may have broken."""
        for path in self.folder.iterdir():
            if path.name != "socket":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        (self.folder / "secret.txt").write_text(MARKER)
        (self.folder / "hidden.py").write_text(f"secret = {MARKER!r}\n")
        (self.folder / "link").symlink_to(MARKER)
        (self.folder / MARKER).touch()
        if ROOT:
            for path in self.folder.iterdir():
                os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
        if self.victim is None or self.victim.poll() is not None or self.stopped():
            self._start_victim()

    def _start_victim(self):
        self._end_victim()
        self.victim = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", VICTIM, MARKER],
            stdout=subprocess.PIPE, text=True, env={"MARKER": MARKER}, start_new_session=True,
        )  # fmt: skip
        self.address, self.file = map(int, self.victim.stdout.readline().split())

    def _end_victim(self):
        if self.victim is not None:
            self.victim.kill()
            self.victim.wait()
            self.victim.stdout.close()

    def given(self, server):
        """What an attack is told: the real numbers and names, and no secret."""
        return {
            "folder": str(self.folder), "secret": str(self.folder / "secret.txt"),
            "tcp": self.tcp.getsockname()[1], "udp": self.udp.getsockname()[1],
            "victim": self.victim.pid, "address": self.address, "file": self.file,
            "server": server, "grader": os.getpid(), "host": socket.gethostname(),
            "length": len(MARKER), "abstract": self.abstract.getsockname()[1:].decode(),
        }  # fmt: skip

    # What can be seen from outside.

    def written(self):
        path = self.folder / "written"
        return path.is_file() and path.stat().st_size > 0

    def made(self):
        return os.path.lexists(self.folder / "made")

    def moved(self):
        return not (self.folder / "secret.txt").exists()

    def emptied(self):
        return (self.folder / "secret.txt").stat().st_size == 0

    def marked(self):
        status = (self.folder / "secret.txt").stat()
        return status.st_mtime == 1 or status.st_mode & 0o777 == 0o600

    def connected(self):
        return any(_accepts(one) for one in (self.tcp, self.abstract, self.local))

    def received(self):
        try:
            return bool(self.udp.recv(100))
        except BlockingIOError:
            return False

    def killed(self):
        return self.victim.poll() is not None

    def stopped(self):
        if self.victim.poll() is not None:
            return False
        return (
            Path(f"/proc/{self.victim.pid}/stat").read_text().rpartition(")")[2].split()[0] in "Tt"
        )

    def close(self):
        self._end_victim()
        for one in (self.tcp, self.udp, self.abstract, self.local):
            one.close()
        shutil.rmtree(self.folder)


def _accepts(listener):
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True
