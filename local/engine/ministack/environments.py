"""Environments of functions where two cores have to run all of them.

AWS starts another environment for each invocation that finds none free. A start takes much longer here than most
invocations do, so beyond two environments of a function an invocation waits a moment for one of them before it starts
another, and no more start at once than there are cores.
"""

import contextlib
import functools
import os
import queue
import socket
import socketserver
import threading
import time
import types

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

# So many of a function always run side by side, so that what two do at once is done at once.
SIDE_BY_SIDE = 2
# Seconds after all have started; one that invokes itself gets another environment then.
PATIENCE = 1.0
POLL = 0.1
# Seconds after which an environment that waits is looked after, should it not have been woken.
IDLE = 30.0
# Seconds between two looks whether an environment that works has died; MiniStack looks 20 times a second.
LOOK = 0.2

starts = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))
released = threading.Condition()


def correct():
    lambda_runtime._PROVIDED_POLL = LOOK
    lambda_runtime.Worker._drain_stderr_bounded = lines_written
    lambda_svc.acquire_worker = patient(lambda_svc.acquire_worker)
    lambda_svc.release_worker = telling(lambda_svc.release_worker)
    lambda_runtime.ProvidedWorker._spawn = in_turn(lambda_runtime.ProvidedWorker._spawn)
    lambda_runtime.queue = types.SimpleNamespace(Queue=Pending, Full=queue.Full, Empty=queue.Empty)
    socketserver.ThreadingTCPServer.serve_forever = serve_until_woken
    socketserver.ThreadingTCPServer.shutdown = wake_and_shut_down


def patient(acquire):
    @functools.wraps(acquire)
    def corrected(name, config, *parameters, qualifier="$LATEST", **named):
        key = lambda_runtime._worker_key(name, config, qualifier)
        with released:
            until_free(key)
            return acquire(name, config, *parameters, qualifier=qualifier, **named)

    return corrected


def until_free(key):
    since = time.monotonic()
    while True:
        workers = lambda_runtime._workers.get(key, [])
        if len(workers) < SIDE_BY_SIDE or not all(worker.in_use for worker in workers):
            return
        if not all(worker._first_poll.is_set() for worker in workers):
            since = time.monotonic()
        if time.monotonic() - since > PATIENCE:
            return
        released.wait(POLL)


def telling(release):
    @functools.wraps(release)
    def corrected(worker):
        release(worker)
        with released:
            released.notify_all()

    return corrected


def until_idle():
    """Waits, a while at most, until no function works any more."""
    until = time.monotonic() + 10
    while any(worker.in_use for workers in lambda_runtime._workers.values() for worker in workers):
        if time.monotonic() > until:
            return
        time.sleep(0.05)


def in_turn(spawn):
    @functools.wraps(spawn)
    def corrected(self, *parameters, **named):
        with starts:
            return spawn(self, *parameters, **named)

    return corrected


def lines_written(self, first_line_wait=0.05, idle_confirm=0.005, hard_cap=0.25):
    """What a function has logged, as MiniStack collects it, but woken by each line instead of looking every millisecond."""
    lines = []
    until = time.monotonic() + hard_cap
    pause = first_line_wait
    with contextlib.suppress(queue.Empty):
        while time.monotonic() < until:
            lines.append(self._stderr_queue.get(timeout=pause))
            pause = idle_confirm
    return "\n".join(lines)


class Pending(queue.Queue):
    """The one invocation that an environment is to take; lines of logs are kept in such a queue too, but many."""

    def get(self, block=True, timeout=None):
        return super().get(block, IDLE if self.maxsize == 1 and timeout else timeout)


def serve_until_woken(self, poll_interval=None):
    socketserver.BaseServer.serve_forever(self, IDLE)


def wake_and_shut_down(self):
    self._BaseServer__shutdown_request = True
    with contextlib.suppress(OSError):
        socket.create_connection(self.server_address, 1).close()
    self._BaseServer__is_shut_down.wait()
