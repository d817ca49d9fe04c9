"""Step Functions as on AWS, where MiniStack 1.5.33 is not.

- A Lambda that fails fails its callback task; TimeoutSecondsPath counts; so does the machine's TimeoutSeconds.
- The first failure in a Parallel or Map ends it, and its other branches stop, those waiting for a token too.
- A stopped execution stays stopped.
- Starting again with the name and the input of an execution that runs answers as if that was started now; an execution
  keeps the trace header that it was started with.
- Branches have a context object of their own, and their states are in the history.
- An event of the history names the one that led to it; each attempt of a task has a token of its own.
"""

import contextvars
import json
import os
import threading
import time
from datetime import datetime, timezone
from functools import wraps

from ministack.services import stepfunctions as sfn
from scopes import Scope, answer, execution_of_token, scopes, stop_if_unwanted

original = {}
execution_of_branch = contextvars.ContextVar("execution_of_branch", default=None)
waiting_for = contextvars.ContextVar("waiting_for", default=None)
last_event = contextvars.ContextVar("last_event", default=0)
executions = {}
history = threading.RLock()


def correct():
    for replacement in (
        start_execution, describe_execution, run_execution, fail_execution, emit_execution_status_event, add_event, execute_task,
        invoke_with_callback, call_lambda, run_parallel_branches, run_map_items, run_sub_machine, scaled_sleep,
        apply_parameters,
    ):
        name = f"_{replacement.__name__}"
        original[name] = getattr(sfn, name)
        setattr(sfn, name, replacement)
    if os.environ.get("VIRTUAL_TIME"):
        sfn.now_iso = virtual_now
    for kind in ("pass", "task", "choice", "wait", "parallel", "map"):
        name = f"_execute_{kind}"
        setattr(sfn, name, recorded(kind.capitalize(), getattr(sfn, name)))


def virtual_now():
    """The time that states are told, where it runs faster: what takes days on AWS takes minutes here."""
    setting = json.loads(os.environ["VIRTUAL_TIME"])
    origin = setting["origin"] / 1000
    now = datetime.fromtimestamp(origin + (time.time() - origin) * setting["rate"], timezone.utc)
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def start_execution(data):
    machine = sfn._resolve_state_machine_arn(data.get("stateMachineArn", "").split("#")[0])
    name = data.get("name")
    arn = name and machine and f"{machine.replace(':stateMachine:', ':execution:')}:{name}"
    running = sfn._executions.get(arn) if arn else None
    if running and running["status"] == "RUNNING" and running["input"] == data.get("input", "{}"):
        return sfn.json_response({"executionArn": arn, "startDate": running["startDate"]})
    reply = original["_start_execution"](data)
    if arn and reply[0] == 200 and data.get("traceHeader"):
        sfn._executions[arn]["traceHeader"] = data["traceHeader"]
    return reply


def describe_execution(data):
    status, headers, body = original["_describe_execution"](data)
    trace = sfn._executions.get(data.get("executionArn"), {}).get("traceHeader")
    if status == 200 and trace:
        body = json.dumps({**json.loads(body), "traceHeader": trace})
    return status, headers, body


def run_execution(arn):
    execution = sfn._executions.get(arn)
    machine = execution and sfn._state_machines.get(execution["stateMachineArn"])
    if machine:
        executions[arn] = scope = Scope(execution)
        scopes.set((scope,))
        limit = json.loads(machine["definition"]).get("TimeoutSeconds")
        if limit:
            scope.timer = threading.Timer(limit, contextvars.copy_context().run, (time_out, execution))
            scope.timer.daemon = True
            scope.timer.start()
    original["_run_execution"](arn)


def time_out(execution):
    if execution["status"] == "RUNNING":
        execution.update(status="TIMED_OUT", error="States.Timeout", stopDate=sfn.now_iso())
        sfn._add_event(execution, "ExecutionTimedOut", {"executionTimedOutEventDetails": {"error": "States.Timeout"}})
        sfn._emit_execution_status_event(execution)


def end_all():
    """Ends all running executions without an event, so that no message is sent."""
    for arn in list(executions):
        sfn._executions.get(arn, {}).update(status="ABORTED")
        executions.pop(arn).stop()


def fail_execution(execution, error, cause):
    if execution["status"] == "RUNNING":
        original["_fail_execution"](execution, error, cause)


def emit_execution_status_event(execution):
    original["_emit_execution_status_event"](execution)
    if execution["status"] != "RUNNING" and execution["executionArn"] in executions:
        executions.pop(execution["executionArn"]).stop()


def add_event(execution, kind, details=None):
    with history:
        event = original["_add_event"](execution, kind, {"previousEventId": last_event.get(), **(details or {})})
    last_event.set(event["id"])
    return event


def apply_parameters(state, data, context):
    """A person's answer to an attempt that failed must not count for the next."""
    if state.get("Resource", "").endswith(".waitForTaskToken") and (context or {}).get("State", {}).get("RetryCount"):
        context["Task"] = {"Token": sfn.new_uuid()}
    return original["_apply_parameters"](state, data, context)


def execute_task(state, data, execution, context):
    stop_if_unwanted()
    if "TimeoutSecondsPath" in state:
        limit = sfn._resolve_path_or_ctx(state["TimeoutSecondsPath"], data, context)
        state = {**state, "TimeoutSeconds": limit}
    return original["_execute_task"](state, data, execution, context)


def invoke_with_callback(resource, data, token, state):
    for scope in scopes.get():
        scope.tokens.add(token)
    execution_of_token[token] = next((scope.execution for scope in scopes.get()), None)
    stop_if_unwanted()
    outer = waiting_for.set(token)
    try:
        return original["_invoke_with_callback"](resource, data, token, state)
    finally:
        waiting_for.reset(outer)
        for scope in scopes.get():
            scope.tokens.discard(token)
        stop_if_unwanted()


def call_lambda(reference, event):
    try:
        return original["_call_lambda"](reference, event)
    except sfn._ExecutionError as failure:
        answer(waiting_for.get(), failure.error, failure.cause)
        raise


def run_parallel_branches(state, data, execution, context):
    return first_failure_ends(original["_run_parallel_branches"], state, data, execution, context)


def run_map_items(state, data, execution, context):
    return first_failure_ends(original["_run_map_items"], state, data, execution, context)


def first_failure_ends(run, *parameters):
    scope = Scope()
    outer = scopes.set((*scopes.get(), scope))
    try:
        return run(*parameters)
    except sfn._ExecutionError as failure:
        first = scope.cause or failure
    finally:
        scopes.reset(outer)
    stop_if_unwanted()
    last_event.set(getattr(first, "event", last_event.get()))
    raise first


def run_sub_machine(states, start, data, execution, context):
    execution_of_branch.set(execution)
    try:
        return original["_run_sub_machine"](states, start, data, execution, {**context})
    except sfn._ExecutionError as failure:
        failure.event = last_event.get()
        scopes.get()[-1].stop(failure)
        raise


def recorded(kind, execute):
    """The handler of a state in a branch, with its entered and exited events."""

    @wraps(execute)
    def corrected(state, data, *rest):
        execution = execution_of_branch.get()
        if execution is None:
            return execute(state, data, *rest)
        name = rest[-1]["State"]["Name"]
        entered = {"name": name, "input": json.dumps(data)}
        sfn._add_event(execution, f"{kind}StateEntered", {"stateEnteredEventDetails": entered})
        output, following = execute(state, data, *rest)
        exited = {"name": name, "output": json.dumps(output)}
        sfn._add_event(execution, f"{kind}StateExited", {"stateExitedEventDetails": exited})
        return output, following

    return corrected


def scaled_sleep(seconds):
    deadline = time.monotonic() + seconds * sfn._SFN_WAIT_SCALE
    while (left := deadline - time.monotonic()) > 0:
        stop_if_unwanted()
        time.sleep(min(left, 0.1))
