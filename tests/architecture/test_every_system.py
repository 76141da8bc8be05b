"""What only one system has stands behind a question for that system, in the files named here."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Source, dotted, imports, sources

# Where the system is asked for first: the lock (flock here, a file's range on Windows), the flush
# of folders, which Windows does not know.
GUARDED = {
    "missionplanner/storage/lock.py": {"fcntl", "msvcrt", "os.O_DIRECTORY"},
}

MODULES = {
    "crypt", "curses", "fcntl", "grp", "msvcrt", "nis", "ossaudiodev", "posix", "pty", "pwd",
    "readline", "resource", "spwd", "syslog", "termios", "tty", "winreg", "winsound", "_winapi",
}  # fmt: skip

# Of `os`, `signal`, `time` and others, as their documentation says *Availability: Unix*.
_OS = """
    O_DIRECTORY O_NOFOLLOW O_SYNC chown chroot ctermid fchmod fchown fork forkpty fpathconf
    fstatvfs getegid geteuid getgid getgroups getloadavg getpgid getpgrp getpriority getsid
    getuid initgroups killpg lchown link lockf major minor mkfifo mknod nice openpty
    pathconf pipe2 posix_fadvise posix_fallocate posix_spawn pread preadv pwrite pwritev
    register_at_fork sched_getaffinity sched_yield sendfile setegid seteuid setgid setpgid
    setpriority setsid setuid statvfs symlink sync sysconf tcgetpgrp uname wait wait3 wait4
    waitid waitpid
""".split()  # noqa: SIM905
_SIGNAL = """
    SIGALRM SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGTSTP SIGUSR1 SIGUSR2
    SIGWINCH alarm getitimer pause pthread_kill pthread_sigmask setitimer siginterrupt
    sigwait
""".split()  # noqa: SIM905
CALLS = {
    *(f"os.{name}" for name in _OS),
    *(f"signal.{name}" for name in _SIGNAL),
    "os.kill",  # on Windows it ends the process, whatever the signal
    "time.tzset", "time.pthread_getcpuclockid", "socket.AF_UNIX", "socket.SO_REUSEPORT",
    "socket.fromfd", "select.poll", "select.epoll", "shutil.chown", "Path.owner", "Path.group",
}  # fmt: skip

# Of a path, and of others: rights and links are of one system; a rename over a file is refused on
# Windows, `replace` is not; a named temporary file cannot be opened a second time there.
METHODS = {
    "chmod", "lchmod", "symlink_to", "hardlink_to", "is_mount", "rename", "renames",
    "NamedTemporaryFile", "mkstemp", "nl_langinfo", "add_signal_handler",
}  # fmt: skip

OVER = "os.replace"
KEYWORDS = {"preexec_fn", "start_new_session", "process_group", "pass_fds", "dir_fd"}
FOLDERS = ("/tmp", "/dev/", "/proc/", "/usr/", "/etc/", "/var/", "C:\\", "C:/")
TEXT = {"read_text": 0, "write_text": 1}
# Members of an archive are bytes.
ARCHIVES = {"missionplanner/storage/archives.py"}


def used(source: Source) -> Iterator[str]:
    """What a file uses that not every system has."""
    for one in imports(source):
        if one.target.split(".")[0] in MODULES:
            yield one.target
        yield from (f"{one.target}.{name}" for name in one.names if f"{one.target}.{name}" in CALLS)
    for node in source.nodes(ast.Attribute):
        if dotted(node) in CALLS:
            yield dotted(node)
        elif node.attr in METHODS:
            yield node.attr
    for call in source.nodes(ast.Call):
        yield from (word.arg for word in call.keywords if word.arg in KEYWORDS)


def test_only_guarded_files_ask_for_what_one_system_has() -> None:
    found = {source.path: set(used(source)) for source in sources()}
    assert {path: words for path, words in found.items() if words} == GUARDED


def test_the_walk_sees_what_it_looks_for() -> None:
    text = (
        "import fcntl\nimport os, signal\nfrom os import fork\nfrom signal import SIGKILL\n"
        "os.geteuid()\nsignal.alarm(1)\nrun(preexec_fn=None)\npath.chmod(0o600)\n"
    )
    source = Source("a.py", "a", 7, ast.parse(text))
    wanted = {"fcntl", "os.fork", "signal.SIGKILL", "os.geteuid", "signal.alarm", "preexec_fn"}
    assert set(used(source)) == wanted | {"chmod"}


def test_guards_ask_for_the_system_first() -> None:
    (lock,) = (source for source in sources() if source.path in GUARDED)
    asked = [ast.unparse(node.test) for node in lock.nodes(ast.If)]
    assert sum("sys.platform" in words for words in asked) >= 3


def test_one_place_renames_over_a_file_and_waits_for_windows() -> None:
    """A file that a scanner has open for a moment is refused there."""
    places = [
        f"{source.path}:{ast.unparse(call)}"
        for source in sources()
        for call in source.nodes(ast.Call)
        if isinstance(call.func, ast.Attribute)
        and not call.keywords  # a dataclass's own
        and ((call.func.attr == "replace" and len(call.args) == 1) or dotted(call.func) == OVER)
    ]
    assert places == ["missionplanner/storage/atomic.py:made.replace(path)"]


def test_worker_processes_are_started_as_windows_starts_them() -> None:
    """By `spawn`: another way would bring along what Windows does not."""
    ways = [
        ast.unparse(call)
        for source in sources()
        for call in source.nodes(ast.Call)
        if dotted(call.func).endswith(("get_context", "set_start_method"))
    ]
    assert ways and all("'spawn'" in way for way in ways)
    pools = [
        f"{source.path}:{call.lineno}"
        for source in sources()
        for call in source.nodes(ast.Call)
        if dotted(call.func).endswith(("ProcessPoolExecutor", "multiprocessing.Process"))
        and "spawn" not in ast.unparse(call)
        and "context" not in ast.unparse(call)
    ]
    assert pools == []


# A sign that only one system's C library knows: a day or hour without its zero.
ODD_TIMES = re.compile(r"%[-#][dHIjmMSy]\b")


def test_times_are_written_by_signs_that_every_system_knows() -> None:
    odd = [
        f"{source.path}:{node.lineno} {node.value}"
        for source in sources()
        for node in source.nodes(ast.Constant)
        if isinstance(node.value, str) and ODD_TIMES.search(node.value)
    ]
    assert odd == []


def test_no_folder_of_one_system_is_named() -> None:
    named = [
        f"{source.path}:{node.lineno} {node.value}"
        for source in sources()
        for node in source.nodes(ast.Constant)
        if isinstance(node.value, str)
        and node.value.startswith(FOLDERS)
        and "COM" not in node.value  # ports of two systems, as an example
    ]
    assert named == []


def test_text_files_name_their_encoding() -> None:
    """Else Windows reads and writes them in the code page of its country."""
    silent = [
        f"{source.path}:{call.lineno}"
        for source in sources()
        if source.path not in ARCHIVES
        for call in source.nodes(ast.Call)
        if isinstance(call.func, ast.Attribute) and _silent(call, call.func.attr)
    ]
    assert silent == []


def _silent(call: ast.Call, name: str) -> bool:
    if any(word.arg == "encoding" for word in call.keywords):
        return False
    if name in TEXT:
        return len(call.args) <= TEXT[name]
    modes = [
        one.value
        for one in (*call.args, *(word.value for word in call.keywords if word.arg == "mode"))
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    files = name == "open" and dotted(call.func).split(".")[0] not in ("rasterio", "zipfile")
    return files and any(set(mode) <= set("rwax+t") for mode in modes if mode)
