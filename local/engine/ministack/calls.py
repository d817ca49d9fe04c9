"""Which role of a stack made which call: tests compare it with what the stack's template grants."""

import json
import threading
from pathlib import Path

from ministack.core import iam_evaluator
from stacks import find_in_stack, role_of

# In the engine's own folder, which is the working directory.
calls = Path("calls.jsonl").resolve()
seen = set()
lock = threading.Lock()


def correct():
    iam_evaluator.enforce = recorded(iam_evaluator.enforce)


def recorded(enforce):
    """Calls that are denied are recorded as well: they show what is not granted."""

    def corrected(access_key, action, service, region, resource_arn="*", service_context=None):
        role = role_of(access_key)
        if role and action not in iam_evaluator._ALWAYS_ALLOWED_ACTIONS:
            record(role, action, str(resource_arn))
        return enforce(access_key, action, service, region, resource_arn, service_context)

    return corrected


def record(role_name, action, resource):
    stack, role, _ = find_in_stack("AWS::IAM::Role", role_name)
    with lock:
        if role is None or (stack, role, action, resource) in seen:
            return
        seen.add((stack, role, action, resource))
        with calls.open("a") as file:
            file.write(json.dumps({"stack": stack, "role": role, "action": action, "resource": resource}) + "\n")
