"""Programs that use everything up, outlive their run, or leave something for the next one."""

import textwrap
from dataclasses import dataclass

from tests.attacks.attack import MEMORY, RLIMITS, SECCOMP, TOOLS, Attack

START = {SECCOMP, RLIMITS}
STOPPED = ("time", "crashed", "output", "garbled")


def endless(name, body, start=""):
    return Attack(name, set(), body, start=start)


# Only the deadline, the CPU clock or the output limit ends these.
ENDLESS = [
    endless("loop", "while True: pass"),
    endless("multiply matrices", "A = np.ones((300, 300))\nwhile True: A @ A"),
    endless("match a pattern", "re.match('(a+)+$', 'a' * 60 + 'b')"),
    endless("raise to a power", "10 ** 10 ** 10"),
    endless("sleep", "time.sleep(3600)"),
    endless("wait for input", "import select; select.poll().poll()"),
    endless("stop itself", "os.kill(os.getpid(), signal.SIGSTOP)"),
    endless("wait for a lock", "lock = threading.Lock(); lock.acquire(); lock.acquire()"),
    endless(
        "ignore all signals",
        """
        for number in range(1, 65):
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
        while True: pass
        """,
    ),
    endless(
        "catch everything",
        "while True:\n    try: raise MemoryError\n    except BaseException: pass",
    ),
    endless("loop when imported", "pass", "while True: pass"),
    # Every function is compared with those before it, in the compiler.
    endless("take long to compile", "pass", "[" + "lambda: 0,\n" * 10_000 + "]"),
    endless("print", "while True: print('x' * 10_000)"),
    endless("print errors", "while True: sys.stderr.write('x' * 10_000)"),
    endless("write to its output", "while True: os.write(2, bytes(60_000))"),
    endless("write to its results", "while True: os.write(3 if w else 2, bytes(60_000))"),
    endless(
        "an error that never ends its text",
        "raise E",
        "class E(Exception):\n    def __str__(self):\n        while True: pass",
    ),
    endless(
        "never end when deleted",
        "x = D()\ndel x",
        "class D:\n    def __del__(self):\n        while True: pass",
    ),
]

# The memory limit ends these; without it they get what they ask for (mapped, not touched).
GREEDY = [
    Attack("ask for much memory", {RLIMITS}, "return np.empty(10 ** 9, 'u1').size == 10 ** 9"),
    Attack("ask for memory again and again", {RLIMITS},
           "return len([np.empty(10 ** 8, 'u1') for _ in range(12)]) == 12"),
    Attack("map memory past Python", {RLIMITS},
           "return libc.mmap(None, 10 ** 9, 3, 0x4022, -1, 0) != 2 ** 64 - 1"),
    Attack("try once more after each refusal", {RLIMITS}, """
        for size in (4 * 10 ** 9, 2 * 10 ** 9, 10 ** 9):
            try: return np.empty(size, 'u1').size >= 10 ** 9
            except MemoryError: pass
        """),
    Attack("ask for zeros", {RLIMITS},
           "return np.zeros(10 ** 9, 'u1').size == 10 ** 9"),
    Attack("dump core", {RLIMITS}, "return resource.getrlimit(4)[1] != 0"),
    Attack("write a large file", {RLIMITS}, "return resource.getrlimit(1)[1] != 0"),
    Attack("start fifty threads", START, """
        stop = threading.Event()
        threads = [threading.Thread(target=stop.wait) for _ in range(50)]
        try:
            for thread in threads: thread.start()
        finally: stop.set()
        return True
        """),
    Attack("fork fifty times", START, """
        children = []
        for _ in range(50):
            pid = os.fork()
            if not pid: time.sleep(60); os._exit(0)
            children.append(pid)
        return len(children) == 50
        """),
    Attack("leave a daemon behind", START, """
        if not os.fork():
            os.setsid()
            if not os.fork(): time.sleep(60)
            os._exit(0)
        return True
        """),
    Attack("leave a daemon that writes on", START, """
        if not os.fork():
            os.setsid()
            end = time.monotonic() + 60
            while time.monotonic() < end: os.write(1, b'x' * 1000)
        return True
        """),
]  # fmt: skip

# These end themselves; the run before and the run after are none the wiser.
RUINOUS = [
    ("read address 0", "ctypes.string_at(0)", "crashed"),
    ("write over its memory", "ctypes.memset(id(None), 255, 64)", "crashed"),
    ("recurse", "return f(w)", "finished"),
    ("recurse without a limit", "sys.setrecursionlimit(10 ** 9); return f(w)", "crashed time"),
    ("an array outside of memory",
     "return np.lib.stride_tricks.as_strided(np.ones(1), (9,), (2 ** 50,)).sum()", "crashed"),
    ("a great error text", "raise ValueError('x' * 10 ** 8)", "finished"),
    ("a deep value", "x = []\nfor _ in range(10 ** 5): x = [x]\nreturn x", "finished"),
    ("a deep expression", "return eval('(' * 10 ** 5)", "finished"),
    ("a great value", "return np.zeros(10 ** 7)", "finished"),
    ("an endless iterator", "import itertools; return itertools.count()", "finished"),
    ("a great integer", "return 1 << 10 ** 6", "finished"),
    ("a great list", "return [0] * 10 ** 6", "finished"),
    ("break the interpreter", "sys.modules.clear(); gc = None; return 1", "finished"),
    ("trace everything", "sys.settrace(lambda *a: 1 / 0); return 1", "finished exited"),
    ("raise an error whose class has no name",
     "M = type('M', (type,), {'__name__': property(lambda c: [c])})\n"
     "raise M('E', (Exception,), {})()", "exited"),
    ("audit everything", "sys.addaudithook(lambda *a: 1 / 0); return 1", "finished exited"),
    ("kill itself", "os.kill(os.getpid(), 9)", "crashed"),
    ("end as for want of time", "os.kill(os.getpid(), signal.SIGXCPU)", "crashed"),
    ("call the kernel in another way", "libc.syscall(0x40000000 + 39); return 1",
     "crashed finished"),
    ("an array where no memory is",
     "A = type('A', (), {'__array_interface__': {\n"
     "    'shape': (9,), 'typestr': '<f8', 'data': (8, False), 'version': 3}})\n"
     "return np.array(A())", "crashed"),
    ("a result that fails when it is looked at",
     "return type('D', (dict,), {'items': lambda self: 1 / 0})()", "finished"),
    ("a result that exits when it is looked at",
     "return type('D', (dict,), {'items': lambda self: sys.exit()})()", "exited"),
    ("a result that swears it is ours",
     "return type('I', (int,), {'__int__': lambda self: self.__int__()})()", "finished"),
    ("an argument that is gone", "w[0] = None; return 1", "finished"),
    ("keys that all have one hash",
     "return {k * (2 ** 61 - 1): 0 for k in range(1, 3000)}", "finished"),
    ("threads on its own end", "import atexit, weakref\n"
     "atexit.register(time.sleep, 99); weakref.finalize(f, time.sleep, 99); return 1", "finished"),
    ("a collector that fails", "import gc\ngc.callbacks.append(max); gc.collect(); return 1",
     "finished"),
    ("a text with every end of a line", "return '\\r\\x0b\\x0c\\x1c\\x85\\u2028\\u2029'",
     "finished"),
]  # fmt: skip


@dataclass(frozen=True)
class Left:
    """What one run leaves, and how the next one would find it."""

    name: str
    leave: str
    look: str
    stopped_by: frozenset[str] | set[str] = frozenset()

    def program(self, body):
        return f"{TOOLS}\nimport builtins\ndef f(w):\n{textwrap.indent(body, '    ')}\n"

    def __str__(self):
        return self.name.replace(" ", "-")


LEFT = [
    Left("an attribute of numpy", "np.left = 1", "return hasattr(np, 'left')"),
    Left("a name for everybody", "builtins.left = 1", "return hasattr(builtins, 'left')"),
    Left("a module", "sys.modules['left'] = sys", "import left; return True"),
    Left("another sum", "np.sum = max", "return np.sum is max"),
    Left("another print", "builtins.print = max", "return builtins.print is max"),
    Left("an environment variable", "os.environ['left'] = '1'", "return 'left' in os.environ"),
    Left("a mask for files", "os.umask(0o123)", "return os.umask(0) == 0o123"),
    Left("another state of random numbers", "np.random.seed(5)",
         "a = np.random.rand(); np.random.seed(5)\nreturn a == np.random.rand()"),
    Left("numpy's errors", "np.seterr(all='raise')", "return np.geterr()['over'] == 'raise'"),
    Left("a recursion limit", "sys.setrecursionlimit(3333)",
         "return sys.getrecursionlimit() == 3333"),
    Left("a signal handler", "signal.signal(10, max)", "return signal.getsignal(10) is max"),
    Left("a hook for imports", "sys.meta_path.append(os)", "return os in sys.meta_path"),
    Left("a cached module", "re.left = 1", "return hasattr(re, 'left')"),
    Left("another decoder of ours",
         "sys.modules['grader.sandbox.frames'] = sys.modules['re']\nre.left = 2",
         "return any(hasattr(m, 'left') for m in list(sys.modules.values()))"),
    Left("shared memory", "call('shmget', 4242, 4096, 0o1666)",
         "return call('shmget', 4242, 4096, 0o666) >= 0", {SECCOMP}),
    Left("a message queue", "call('msgget', 4242, 0o1666)",
         "return call('msgget', 4242, 0o666) >= 0", {SECCOMP}),
    Left("a local timer", "signal.setitimer(0, 60)", "return signal.getitimer(0)[0] > 0"),
    Left("a flag of its input", "import fcntl; fcntl.fcntl(0, 4, os.O_NONBLOCK)",
         "import fcntl; return fcntl.fcntl(0, 3) & os.O_NONBLOCK > 0", {SECCOMP}),
    Left("anything in memory",
         "builtins.left = ['lef' + 't-' + os.urandom(16).hex() for _ in range(999)]",
         f"{MEMORY}\nreturn bool(searched(re.compile(b'lef' + b't-[0-9a-f]{{32}}')))"),
]  # fmt: skip
