"""Starts the pinned MiniStack, after putting right what would make a run here differ from a run on AWS."""

import os
import shutil
import signal
import threading
import time

import access
import account_limits
import aws_models
import calls
import checkpoints
import credentials
import dashboards
import environments
import function_code
import function_logs
import function_urls
import judge
import lambda_versions
import messages
import pages
import parameter_filters
import parameters
import resources
import scoped_stores
import serving
import simulator
import stacks
import state_limits
import step_functions
import subscriptions
import throttling
from ministack.app import main


def end_with(parent):
    """A parent that was killed cannot stop its engine, so the engine watches for it, and takes its workers along."""
    while os.getppid() == parent:
        time.sleep(0.5)
    shutil.rmtree(os.environ["ENGINE_SCRATCH"], ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
access.correct()
account_limits.correct()
aws_models.correct()
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
scoped_stores.correct()
serving.correct()
simulator.correct()
stacks.correct()
step_functions.correct()
state_limits.correct()
subscriptions.correct()
throttling.correct()
main()
