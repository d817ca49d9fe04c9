"""AWS's own models judge every call: of functions, of the command line, and of the state machines themselves.

Each kind of call is written down once in requests.jsonl, with what is wrong with it; tests/privileges reads it after all
other tests. A call that AWS would refuse is refused.
"""

import functools
import json
import threading
from pathlib import Path

from aws_models import model_of
from aws_requests import from_state, json_request, query_request, rest_request
from aws_shapes import UNKNOWN, problems
from ministack import app
from ministack.core.responses import error_response_json
from ministack.services import iam, sns
from ministack.services import stepfunctions as sfn
from scopes import role_of_execution
from stacks import find_resource, role_of

# In the engine's own folder, which is the working directory.
requests = Path("requests.jsonl").resolve()
seen = set()
lock = threading.Lock()
PROTOCOLS = ("json", "query", "rest-json")


def correct():
    app._dispatch_service_request = judged(app._dispatch_service_request)
    sfn._invoke_resource = judged_state(sfn._invoke_resource)
    sfn._invoke_with_callback = judged_state(sfn._invoke_with_callback)


def judged(dispatch):
    @functools.wraps(dispatch)
    async def corrected(method, path, headers, body, query_params, request_id):
        params = app._routing_params(method, path, headers, body, query_params)
        service = app.detect_service(method, path, headers, params)
        caller = caller_of(app.extract_access_key_id(headers, query_params))
        read = lambda model: read_request(model, method, path, headers, body, params)
        found = judge_request(service, read, caller)
        return refusal(service, found) or await dispatch(method, path, headers, body, query_params, request_id)

    return corrected


def read_request(model, method, path, headers, body, params):
    if model.protocol == "json":
        return json_request(headers, body)
    return query_request(model, params) if model.protocol == "query" else rest_request(model, method, path, headers, body, params)


def judge_request(service, read, caller):
    model = model_of(service)
    if model is None or model.protocol not in PROTOCOLS:
        # Nothing of the product calls such a service; when something does, this has to learn how to read it.
        return record(caller, f"{service}:?", [("", "is of a protocol that is not judged")]) if caller else []
    if model.protocol == "rest-json" and not caller:
        # The engine itself calls Lambda too; of these services only what the product's roles ask is judged.
        return []
    return judge(model, service, *read(model), caller)


def judge(model, service, operation, value, caller):
    shape = model.input_of(operation)
    found = problems(model, shape, value) if shape else [("", "is no operation of AWS")]
    return record(caller, f"{service}:{operation}", found)


def caller_of(access_key):
    """The role of a stack, by its name in the template; nothing for anybody else."""
    role = role_of(access_key)
    return find_resource("AWS::IAM::Role", role)[0] if role else None


def judged_state(invoke):
    """What a state machine calls by itself: `arn:aws:states:::sns:publish`, `:::aws-sdk:sns:subscribe`."""

    @functools.wraps(invoke)
    def corrected(resource, parameters, *rest):
        service, _, action = resource.partition(":::")[2].removeprefix("aws-sdk:").partition(":")
        model = model_of(service) if action else None
        if model:
            name = action.partition(".")[0]
            operation = name[:1].upper() + name[1:]
            role = (role_of_execution() or "").rpartition("/")[2]
            value = from_state(model, model.input_of(operation), parameters) if model.input_of(operation) else {}
            judge(model, service, operation, value, find_resource("AWS::IAM::Role", role)[0])
        return invoke(resource, parameters, *rest)

    return corrected


def record(caller, action, found):
    lines = [f"{place}: {constraint}" for place, constraint in found] or [None]
    with lock:
        fresh = [problem for problem in lines if (caller, action, problem) not in seen]
        seen.update((caller, action, problem) for problem in fresh)
        if fresh:
            with requests.open("a") as file:
                file.writelines(json.dumps({"caller": caller, "action": action, "problem": problem}) + "\n" for problem in fresh)
    return found


def refusal(service, found):
    """AWS passes over members that it does not know; it refuses the rest."""
    broken = [(place, constraint) for place, constraint in found if constraint != UNKNOWN and place]
    if not broken or service == "sqs":
        return None
    texts = [f"Value at '{place[:1].lower()}{place[1:]}' failed to satisfy constraint: {constraint}" for place, constraint in broken]
    message = f"{len(texts)} validation error{'s' if len(texts) > 1 else ''} detected: {'; '.join(texts)}"
    if service == "sns":
        return sns._error("InvalidParameter", f"Invalid parameter: {message}", 400)
    if model_of(service).protocol == "query":
        return iam._error(400, "ValidationError", sns._xml_escape(message), ns=service)
    return error_response_json("ValidationException", message, 400)
