"""What can be stopped together: an execution, or one attempt at a Parallel or Map state."""

import contextvars

from ministack.services import stepfunctions as sfn

# What the current thread works for, the execution first; MiniStack copies the context into each branch's thread.
scopes = contextvars.ContextVar("scopes", default=())
# Which execution a task token is of; it stays known when it was used.
execution_of_token = {}


class Stopped(Exception):
    """Ends a branch whose result nobody waits for; not an error that Retry or Catch could see."""


class Scope:
    def __init__(self, execution=None):
        self.execution, self.timer = execution, None
        self.stopped, self.cause, self.tokens = False, None, set()

    def stop(self, cause=None):
        if self.stopped:
            return
        self.stopped, self.cause = True, cause
        if self.timer:
            self.timer.cancel()
        for token in list(self.tokens):
            answer(token, "States.TaskFailed", "The task was stopped")


def stop_if_unwanted():
    if any(scope.stopped for scope in scopes.get()):
        raise Stopped()


def answer(token, error, cause):
    """Fails a task that waits for its token."""
    task = sfn._task_tokens.get(token)
    if task and not task["event"].is_set():
        task["error"] = {"Error": error, "Cause": cause}
        task["event"].set()


def role_of_execution():
    """The role of the state machine that the current thread works for; None in a TestState call."""
    execution = next((scope.execution for scope in scopes.get()), None)
    machine = execution and sfn._state_machines.get(execution["stateMachineArn"])
    return machine["roleArn"] if machine else None
