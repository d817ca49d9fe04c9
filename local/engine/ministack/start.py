"""Starts the pinned MiniStack, after putting right what would make a run here differ from a run on AWS."""

import os
import shutil
import signal
import sys
import threading
import time

from ministack.app import main

# The source folder stays free of __pycache__.
sys.dont_write_bytecode = True
import access  # noqa: E402
import account_limits  # noqa: E402
import calls  # noqa: E402
import checkpoints  # noqa: E402
import credentials  # noqa: E402
import dashboards  # noqa: E402
import environments  # noqa: E402
import function_code  # noqa: E402
import function_logs  # noqa: E402
import function_urls  # noqa: E402
import judge  # noqa: E402
import lambda_versions  # noqa: E402
import messages  # noqa: E402
import pages  # noqa: E402
import parameter_filters  # noqa: E402
import parameters  # noqa: E402
import resources  # noqa: E402
import serving  # noqa: E402
import simulator  # noqa: E402
import stacks  # noqa: E402
import state_limits  # noqa: E402
import step_functions  # noqa: E402
import subscriptions  # noqa: E402
import throttling  # noqa: E402

sys.dont_write_bytecode = False


def end_with(parent):
    """A parent that was killed cannot stop its engine, so the engine watches for it, and takes its workers along."""
    while os.getppid() == parent:
        time.sleep(0.5)
    shutil.rmtree(os.environ["ENGINE_SCRATCH"], ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
access.correct()
account_limits.correct()
calls.correct()
checkpoints.correct()
credentials.correct()
dashboards.correct()
environments.correct()
function_code.correct()
function_logs.correct()
function_urls.correct()
judge.correct()
lambda_versions.correct()
messages.correct()
pages.correct()
parameter_filters.correct()
parameters.correct()
resources.correct()
serving.correct()
simulator.correct()
stacks.correct()
step_functions.correct()
state_limits.correct()
subscriptions.correct()
throttling.correct()
main()
