"""Programs that read what is not theirs: files, environment, other processes, our memory."""

from tests.attacks.attack import DESIGN, FILES, MEMORY, NAMESPACES, SECCOMP, Attack

UNSEEN = {NAMESPACES, SECCOMP}  # Landlock guards neither names nor the numbers of processes
OTHERS = FILES

OF_FILES = [
    Attack("open a file", FILES, "return open(w['secret']).read()"),
    Attack("open it by descriptor", FILES, "return os.read(os.open(w['secret'], 0), 99).decode()"),
    Attack("read it with pathlib", FILES, "return Path(w['secret']).read_text()"),
    Attack("read it with numpy", FILES, "return np.fromfile(w['secret'], 'u1').tobytes().decode()"),
    Attack(
        "map it into memory",
        FILES,
        "page = libc.mmap(None, 4096, 1, 2, os.open(w['secret'], 0), 0)\n"
        "return ctypes.string_at(page, w['length']).decode()",
    ),
    Attack("parse it with numpy", FILES, "return str(np.loadtxt(w['secret'], dtype=str))"),
    Attack(
        "read it as a line of source",
        FILES,
        "import linecache; return linecache.getline(w['secret'], 1)",
    ),
    Attack(
        "read it with a loader",
        FILES,
        "from importlib.machinery import SourceFileLoader as Loader\n"
        "return Loader('x', w['secret']).get_data(w['secret']).decode()",
    ),
    Attack(
        "import it", FILES, "sys.path.insert(0, w['folder']); import hidden; return hidden.secret"
    ),
    Attack("go to its folder", FILES, "os.chdir(w['folder']); return open('secret.txt').read()"),
    Attack(
        "open it past Python",
        FILES,
        "fd = call('openat', -100, w['secret'].encode(), 0, 0); return os.read(fd, 99).decode()",
    ),
    Attack(
        "open it with openat2",
        FILES,
        "fd = call('openat2', -100, w['secret'].encode(), bytes(24), 24)\n"
        "return os.read(fd, 99).decode()",
    ),
    Attack(
        "open it with libc",
        FILES,
        "buffer = ctypes.create_string_buffer(99)\n"
        "libc.fopen.restype = ctypes.c_void_p\n"
        "file = libc.fopen(w['secret'].encode(), b'r')\n"
        "if not file: return False\n"
        "libc.fread(buffer, 1, 99, ctypes.c_void_p(file)); return buffer.value.decode()",
    ),
    Attack(
        "open it from a traceback's frame",
        FILES,
        "try: raise ValueError\n"
        "except ValueError as error:\n"
        "    return error.__traceback__.tb_frame.f_builtins['open'](w['secret']).read()",
    ),
    Attack("list a folder", FILES, "return ' '.join(os.listdir(w['folder']))"),
    Attack("glob a folder", FILES, "import glob; return ' '.join(glob.glob(w['folder'] + '/*'))"),
    Attack("scan a folder", FILES, "return ' '.join(e.name for e in os.scandir(w['folder']))"),
    Attack("see whether a file exists", UNSEEN, "os.stat(w['secret']); return True"),
    Attack("ask for access to a file", UNSEEN, "return os.access(w['secret'], os.R_OK)"),
    Attack("read where a link points", UNSEEN, "return os.readlink(w['folder'] + '/link')"),
    Attack(
        "see a file with statx",
        UNSEEN,
        "call('statx', -100, w['secret'].encode(), 0, 0xfff, bytes(256))\nreturn True",
    ),
    Attack(
        "watch a file",
        UNSEEN,
        "fd = call('inotify_init1', 0)\n"
        "call('inotify_add_watch', fd, w['secret'].encode(), 2); return True",
    ),
    Attack("see the size of a file", UNSEEN, "return os.path.getsize(w['secret']) == w['length']"),
    Attack("see the machine's file system", UNSEEN, "return os.statvfs('/usr').f_blocks >= 0"),
]

OF_PROCESSES = [
    Attack(
        "read a process's environment",
        OTHERS,
        "return open(f\"/proc/{w['victim']}/environ\").read()",
    ),
    Attack(
        "read a process's arguments", OTHERS, "return open(f\"/proc/{w['victim']}/cmdline\").read()"
    ),
    Attack(
        "read a process's memory",
        OTHERS,
        "fd = os.open(f\"/proc/{w['victim']}/mem\", 0)\n"
        "return os.pread(fd, w['length'], w['address']).decode()",
    ),
    Attack(
        "copy a process's memory",
        OTHERS,
        "n = w['length']; buffer = ctypes.create_string_buffer(n)\n"
        "to = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), n)\n"
        "source = (ctypes.c_void_p * 2)(w['address'], n)\n"
        "call('process_vm_readv', w['victim'], to, 1, source, 1, 0)\n"
        "return buffer.raw.decode()",
    ),
    Attack("trace a process", OTHERS, "call('ptrace', 0x4206, w['victim'], 0, 0); return True"),
    Attack(
        "take a process's file",
        OTHERS,
        "return call('pidfd_getfd', call('pidfd_open', w['victim'], 0), w['file'], 0) >= 0",
    ),
    Attack(
        "ask where a process keeps its locks",
        OTHERS,
        "head, length = ctypes.c_void_p(), ctypes.c_size_t()\n"
        "call('get_robust_list', w['victim'], ctypes.byref(head), ctypes.byref(length))\n"
        "return True",
    ),
    Attack("list the processes", OTHERS, "return str(w['victim']) in os.listdir('/proc')"),
    Attack("hold a process", UNSEEN, "return call('pidfd_open', w['victim'], 0) >= 0"),
    Attack("see whether a process exists", UNSEEN, "return os.getpgid(w['victim']) > 0"),
    Attack("see a process's session", UNSEEN, "return os.getsid(w['victim']) > 0"),
    Attack("see a process's priority", UNSEEN, "return os.getpriority(0, w['victim']) >= 0"),
    Attack("see a process's scheduling", UNSEEN, "return os.sched_getscheduler(w['victim']) >= 0"),
    Attack(
        "see a process's processors", UNSEEN, "return len(os.sched_getaffinity(w['victim'])) > 0"
    ),
    Attack("see a process's limits", UNSEEN, "return resource.prlimit(w['victim'], 0)[1] != 0"),
    Attack(
        "see a process's input priority", UNSEEN, "return call('ioprio_get', 1, w['victim']) >= 0"
    ),
    Attack(
        "see a process's processor time",
        UNSEEN,
        "return time.clock_gettime((~w['victim'] << 3) | 2) > 0",
    ),
    Attack(
        "count the machine's processes",
        {SECCOMP},
        "import struct\n"
        "told = ctypes.create_string_buffer(256); libc.sysinfo(told)\n"
        "return struct.unpack_from('H', told, 80)[0] > 0",
    ),
    Attack(
        "see which pages of a library others have used",
        {SECCOMP},
        "page = ctypes.c_void_p(ctypes.cast(libc.getpid, ctypes.c_void_p).value & ~4095)\n"
        "call('mincore', page, 4096, ctypes.create_string_buffer(1)); return True",
    ),
    Attack("see the machine's name", UNSEEN, "return os.uname().nodename == w['host']"),
    Attack("ask for the machine's name", UNSEEN, "return socket.gethostname() == w['host']"),
]

# Each of these is shown to succeed in a process that has the secret.
OF_OURSELVES = [
    Attack("look into the environment", DESIGN, "return ' '.join(os.environ.values())"),
    Attack(
        "ask libc for the environment",
        DESIGN,
        "libc.getenv.restype = ctypes.c_char_p\nreturn str(libc.getenv(b'CHAINRULE_SECRET'))",
    ),
    Attack(
        "look at the arguments of the process", DESIGN, "return ' '.join(sys.orig_argv + sys.argv)"
    ),
    Attack(
        "search all objects",
        DESIGN,
        """
        import gc
        secret = re.compile('chn' + '-[0-9a-f]{32}')
        for item in gc.get_objects():
            for value in (list(item.values()) if type(item) is dict else ()):
                if type(value) is str and secret.fullmatch(value): return value
        """,
    ),
    Attack(
        "search all frames",
        DESIGN,
        """
        frame = sys._getframe()
        while frame:
            for value in [*frame.f_locals.values(), *frame.f_globals.values()]:
                if type(value) is str and value.startswith('chn' + '-'): return value
            frame = frame.f_back
        """,
    ),
    Attack(
        "search all loaded modules",
        DESIGN,
        "return any(n.split('.')[0] in ('exercises', 'tests') for n in sys.modules)",
    ),
    Attack(
        "search all memory",
        DESIGN,
        "found = searched(re.compile(b'chn' + b'-[0-9a-f]{32}')); return found and found.decode()",
        start=MEMORY,
    ),
    Attack(
        "find an open file",
        DESIGN,
        """
        for fd in range(5, 2000):
            try: os.fstat(fd)
            except OSError: continue
            return True
        """,
    ),
    Attack(
        "trace the one that started us",
        DESIGN,
        "call('ptrace', 0x4206, w['victim'] if w['bare'] else w['server'], 0, 0); return True",
    ),
    Attack(
        "read the server's environment",
        DESIGN,
        "return open(f\"/proc/{w['victim'] if w['bare'] else w['server']}/environ\").read()",
    ),
]
