"""Environments of functions where two cores have to run all of them.

AWS starts another environment for each invocation that finds none free. A start takes much longer here than most
invocations do, so beyond two environments of a function an invocation waits a moment for one of them before it starts
another, and no more start at once than there are cores.
"""

import functools
import os
import threading
import time

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

# So many of a function always run side by side, so that what two do at once is done at once.
SIDE_BY_SIDE = 2
# Seconds after all have started; one that invokes itself gets another environment then.
PATIENCE = 1.0
POLL = 0.1

starts = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))
released = threading.Condition()


def correct():
    lambda_svc.acquire_worker = patient(lambda_svc.acquire_worker)
    lambda_svc.release_worker = telling(lambda_svc.release_worker)
    lambda_runtime.ProvidedWorker._spawn = in_turn(lambda_runtime.ProvidedWorker._spawn)


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


def in_turn(spawn):
    @functools.wraps(spawn)
    def corrected(self, *parameters, **named):
        with starts:
            return spawn(self, *parameters, **named)

    return corrected
