"""Children of the tests that end with their parent.

A forked child inherits the pipe by which a test worker talks to pytest. One that outlives a crashed worker keeps that
pipe open, and pytest waits for its end.
"""

from __future__ import annotations

import ctypes
import os
import signal

_PR_SET_PDEATHSIG = 1


def fork() -> int:
    """``os.fork``; the child is killed when the thread that forked it ends, however it ends."""
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(9)  # it ended before we asked
    return child
