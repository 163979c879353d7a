"""Tie a process to the one that started it, so that nothing outlives a kill -9."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(parent: int, signum: int = signal.SIGKILL) -> None:
    """Ask the kernel for ``signum`` when the parent ends; call it first in a forked child.

    Parameters
    ----------
    parent
        Process id of the parent, taken before the fork: one that has ended meanwhile is noticed.
    signum
        The signal to receive. Kept across ``exec``, not ``fork``. Linux only; elsewhere nothing is done.
    """
    if _libc is None:
        return
    if _libc.prctl(PR_SET_PDEATHSIG, signum, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        os.kill(os.getpid(), signum)
