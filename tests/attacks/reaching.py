"""Programs that reach out: write files, use the network, signal, start programs, gain rights."""

from tests.attacks.attack import (
    FILES,
    LANDLOCK,
    NAMESPACES,
    RLIMITS,
    SECCOMP,
    Attack,
)

UNSEEN = {NAMESPACES, SECCOMP}
START = {SECCOMP, RLIMITS}

WRITING = [
    Attack(
        "write a file",
        FILES | {RLIMITS},
        "f = open(w['folder'] + '/written', 'w'); f.write('x'); f.close(); return True",
        "written",
    ),
    Attack(
        "save an array",
        FILES | {RLIMITS},
        "np.ones(9).tofile(w['folder'] + '/written'); return True",
        "written",
    ),
    Attack("make an empty file", FILES, "open(w['folder'] + '/made', 'x'); return True", "made"),
    Attack("make a folder", FILES, "os.mkdir(w['folder'] + '/made'); return True", "made"),
    Attack("make a link", FILES, "os.symlink('x', w['folder'] + '/made'); return True", "made"),
    Attack(
        "link a file", FILES, "os.link(w['secret'], w['folder'] + '/made'); return True", "made"
    ),
    Attack("make a pipe", FILES, "os.mkfifo(w['folder'] + '/made'); return True", "made"),
    Attack(
        "rename a file", FILES, "os.rename(w['secret'], w['secret'] + 'x'); return True", "moved"
    ),
    Attack("delete a file", FILES, "os.unlink(w['secret']); return True", "moved"),
    Attack("empty a file", FILES, "os.truncate(w['secret'], 0); return True", "emptied"),
    Attack("change a file's mode", UNSEEN, "os.chmod(w['secret'], 0o600); return True", "marked"),
    Attack("change a file's time", UNSEEN, "os.utime(w['secret'], (1, 1)); return True", "marked"),
    Attack("make a file in memory", {SECCOMP}, "return call('memfd_create', b'x', 0) >= 0"),
    Attack(
        "make a file in /tmp",
        FILES,
        "p = '/tmp/chainrule-made'; open(p, 'w').close(); os.unlink(p); return True",
    ),
    Attack("lock a file", FILES, "import fcntl; fcntl.flock(open(w['secret']), 6); return True"),
]

NETWORK = [
    Attack(
        "connect over TCP",
        FILES,
        "socket.create_connection(('127.0.0.1', w['tcp']), 1); return True",
        "connected",
    ),
    Attack(
        "send over UDP",
        UNSEEN,
        "s = socket.socket(type=socket.SOCK_DGRAM)\n"
        "s.sendto(b'x', ('127.0.0.1', w['udp'])); return True",
        "received",
    ),
    Attack(
        "connect to an abstract socket",
        FILES,
        "s = socket.socket(socket.AF_UNIX); s.connect('\\0' + w['abstract']); return True",
        "connected",
    ),
    Attack(
        "connect to a local socket",
        UNSEEN,
        "s = socket.socket(socket.AF_UNIX); s.connect(w['folder'] + '/socket'); return True",
        "connected",
    ),
    Attack(
        "listen for others",
        {SECCOMP, LANDLOCK},
        "s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); return True",
    ),
    Attack(
        "listen on a name of its own",
        {SECCOMP},
        "s = socket.socket(socket.AF_UNIX); s.bind('\\0chainrule-own'); s.listen(); return True",
    ),
    Attack("open a pair of sockets", {SECCOMP}, "return len(socket.socketpair()) == 2"),
    Attack(
        "open a netlink socket",
        {SECCOMP},
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0); return True",
    ),
    Attack("open a UDP socket", {SECCOMP}, "socket.socket(type=socket.SOCK_DGRAM); return True"),
    Attack("list the network's interfaces", {SECCOMP}, "return len(socket.if_nameindex()) > 0"),
]

SIGNALS = [
    Attack("kill a process", FILES, "os.kill(w['victim'], 9); return True", "killed"),
    Attack("stop a process", FILES, "os.kill(w['victim'], 19); return True", "stopped"),
    Attack("kill a group of processes", FILES, "os.killpg(w['victim'], 9); return True", "killed"),
    Attack("kill a thread", FILES, "call('tkill', w['victim'], 9); return True", "killed"),
    Attack(
        "kill a thread of a group",
        FILES,
        "call('tgkill', w['victim'], w['victim'], 9); return True",
        "killed",
    ),
    Attack(
        "kill through a handle",
        FILES,
        "call('pidfd_send_signal', call('pidfd_open', w['victim'], 0), 9, None, 0); return True",
        "killed",
    ),
    Attack(
        "queue a signal",
        FILES,
        "import struct\n"
        "info = struct.pack('iii', 9, 0, -1).ljust(128, b'\\0')\n"
        "call('rt_sigqueueinfo', w['victim'], 9, info); return True",
        "killed",
    ),
    Attack(
        "have the kernel signal by way of a pipe",
        FILES,
        "import fcntl\n"
        "for command, value in ((10, 9), (8, w['victim']), (4, 0o20001)):\n"  # signal, whom, ask
        "    fcntl.fcntl(1, command, value)\n"
        "for _ in range(50): os.write(1, b'x'); time.sleep(0.002)\n"
        "return True",
        "killed",
    ),
    Attack(
        "signal the server",
        {SECCOMP, LANDLOCK},
        """
        for pid in (w['server'], 1):
            try: os.kill(pid, 0)
            except OSError: continue
            return True
        """,
    ),
    Attack(
        "end a process by a limit",
        UNSEEN,
        "resource.prlimit(w['victim'], resource.RLIMIT_CPU, (1, 1)); return True",
    ),
    Attack("lower a process's priority", UNSEEN, "os.setpriority(0, w['victim'], 19); return True"),
    Attack(
        "bind a process to a processor",
        UNSEEN,
        "os.sched_setaffinity(w['victim'], os.sched_getaffinity(0)); return True",
    ),
    Attack(
        "change the server's limits",
        {SECCOMP},
        """
        for pid in (w['server'], 1):
            try: resource.prlimit(pid, resource.RLIMIT_CORE, (0, resource.RLIM_INFINITY))
            except (OSError, ValueError): pass
            else: return True
            try: os.setpriority(0, pid, 1)
            except OSError: continue
            return True
        """,
    ),
]

PROGRAMS = [
    Attack(
        "run a shell command",
        FILES | {RLIMITS},
        "os.system(f\"echo x > {w['folder']}/written\"); return True",
        "written",
    ),
    Attack(
        "run a program",
        FILES | {RLIMITS},
        "return subprocess.run(['/bin/echo', 'x'], stdout=-1).stdout == b'x\\n'",
    ),
    Attack(
        "become another program",
        FILES,
        "os.execv('/bin/sh', ['sh', '-c', f\": > {w['folder']}/made\"])",
        "made",
    ),
    Attack(
        "spawn a program",
        FILES | {RLIMITS},
        "pid = os.posix_spawn('/bin/true', ['true'], {}); os.waitpid(pid, 0); return True",
    ),
    Attack("fork", START, "os.fork() or os._exit(0); return True"),
    Attack("clone", START, "call('clone', 17, 0, 0, 0, 0) or os._exit(0); return True"),
    Attack(
        "clone with clone3",
        START,
        "import struct\n"
        "call('clone3', struct.pack('8Q', 0, 0, 0, 0, 17, 0, 0, 0), 64) or os._exit(0)\n"
        "return True",
    ),
    Attack("start a thread", START, "threading.Thread(target=int).start(); return True"),
]

RIGHTS = [
    Attack(
        "make memory executable",
        {SECCOMP},
        "return libc.mmap(None, 4096, 7, 0x22, -1, 0) != 2 ** 64 - 1",
    ),
    Attack(
        "make its memory executable later",
        {SECCOMP},
        "page = libc.mmap(None, 4096, 3, 0x22, -1, 0)\n"
        "return libc.mprotect(ctypes.c_void_p(page), 4096, 7) == 0",
    ),
    Attack(
        "put a library's page out of memory",
        {SECCOMP},
        "page = ctypes.c_void_p(ctypes.cast(libc.getpid, ctypes.c_void_p).value & ~4095)\n"
        "return libc.madvise(page, 4096, 21) == 0",
    ),
    Attack(
        "put its pages into a pipe",
        {SECCOMP},
        "data = ctypes.create_string_buffer(b'x')\n"
        "parts = (ctypes.c_void_p * 2)(ctypes.addressof(data), 1)\n"
        "return call('vmsplice', 1, parts, 1, 0) == 1",
    ),
    Attack(
        "make its pipe larger",
        {SECCOMP},
        "import fcntl; return fcntl.fcntl(1, 1031, 1 << 17) >= 1 << 17",
    ),
    Attack(
        "hold on to memory",
        {SECCOMP, RLIMITS},
        "call('mlock', ctypes.c_void_p(np.zeros(9999).ctypes.data), 4096); return True",
    ),
    Attack("call itself something else", {SECCOMP}, "return libc.prctl(15, b'init', 0, 0, 0) == 0"),
    Attack("adopt orphans", {SECCOMP}, "return libc.prctl(36, 1, 0, 0, 0) == 0"),
    Attack("set an alarm", {SECCOMP}, "signal.setitimer(0, 9); return signal.getitimer(0)[0] > 0"),
    Attack(
        "receive signals as a file",
        {SECCOMP},
        "return call('signalfd4', -1, bytes(8), 8, 0) >= 0",
    ),
    Attack(
        "ask what a filter may do",  # the first step to one of its own, which answers for others
        {SECCOMP},
        "return call('seccomp', 2, 0, ctypes.byref(ctypes.c_uint(0x7FC00000))) == 0",
    ),
    Attack(
        "lower its limits for its own end",
        {SECCOMP},
        "resource.setrlimit(resource.RLIMIT_CPU, (1, 1)); return True",
    ),
    Attack("join the server's processes", UNSEEN, "os.setpgid(0, w['server']); return True"),
    Attack("change its personality", {SECCOMP}, "return call('personality', 0x0400000) >= 0"),
    Attack("make itself traceable", {SECCOMP}, "return libc.prctl(4, 1, 0, 0, 0) == 0"),
    Attack("outlive its parent", {SECCOMP}, "return libc.prctl(1, 0, 0, 0, 0) == 0"),
    Attack("make shared memory", {SECCOMP}, "return call('shmget', 0, 4096, 0o1600) >= 0"),
    Attack("make a message queue", {SECCOMP}, "return call('msgget', 0, 0o1600) >= 0"),
    Attack("make semaphores", {SECCOMP}, "return call('semget', 0, 1, 0o1600) >= 0"),
    Attack("make a timer's file", {SECCOMP}, "return call('timerfd_create', 1, 0) >= 0"),
    Attack("make an event's file", {SECCOMP}, "return call('eventfd2', 0, 0) >= 0"),
    Attack("watch many files", {SECCOMP}, "return call('epoll_create1', 0) >= 0"),
    Attack(
        "raise its own memory limit",
        {RLIMITS},
        "try: resource.setrlimit(resource.RLIMIT_AS, (-1, -1))\n"
        "except (OSError, ValueError): pass\n"
        "return len(np.empty(2 ** 28)) > 0",
    ),
    Attack(
        "open many files",
        {RLIMITS},
        "return len([os.dup(0) for _ in range(500)]) == 500",
    ),
    Attack("set its own priority", {SECCOMP}, "os.nice(1); return True"),
]
REACHING = [*WRITING, *NETWORK, *SIGNALS, *PROGRAMS, *RIGHTS]
