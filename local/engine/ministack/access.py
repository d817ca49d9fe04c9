"""IAM as on AWS, where MiniStack 1.5.33 is not: what the Lambdas and the state machines may do must be true here."""

import functools
import os

import calls
from keys import key_uses
from ministack.core import iam_evaluator, sigv4
from ministack.core.responses import get_account_id, get_region
from ministack.services import iam, stepfunctions
from scopes import role_of_execution

ACCESS_KEYS_PER_USER = 2


def correct():
    if os.environ.get("VIRTUAL_TIME"):
        # Callers sign with the virtual time.
        sigv4.request_time_failure = lambda _signature: None
    iam_evaluator.parse_policy_document = read_once(iam_evaluator.parse_policy_document)
    iam._IAM_HANDLERS["CreateAccessKey"] = limited(iam._IAM_HANDLERS["CreateAccessKey"])
    stepfunctions._call_lambda = permitted(stepfunctions._call_lambda, "lambda:InvokeFunction", lambda_arn)
    publish = permitted(stepfunctions._invoke_sns_publish, "sns:Publish", topic_arn)
    stepfunctions._SERVICE_DISPATCH["arn:aws:states:::sns:publish"] = publish
    start = permitted(stepfunctions._invoke_nested_start_execution, "states:StartExecution", machine_arn)
    stepfunctions._invoke_nested_start_execution = start


def read_once(parse):
    """All policies of the caller are read at each call, and they are the same as at the last."""
    parse_text = functools.lru_cache(maxsize=10_000)(parse)

    @functools.wraps(parse)
    def corrected(document):
        return parse_text(document) if isinstance(document, str) else parse(document)

    return corrected


def limited(create_access_key):
    @functools.wraps(create_access_key)
    def corrected(params):
        user = iam._p(params, "UserName")
        if sum(key["UserName"] == user for key in list(iam._access_keys.values())) < ACCESS_KEYS_PER_USER:
            return create_access_key(params)
        message = f"Cannot exceed quota for AccessKeysPerUser: {ACCESS_KEYS_PER_USER}"
        return iam._error(409, "LimitExceeded", message, ns="iam")

    return corrected


def lambda_arn(reference, _event):
    if reference.startswith("arn:"):
        return reference, "Lambda.AWSLambdaException"
    return f"arn:aws:lambda:{get_region()}:{get_account_id()}:function:{reference}", "Lambda.AWSLambdaException"


def topic_arn(_resource, parameters):
    return parameters.get("TopicArn", "*"), "SNS.AuthorizationErrorException"


def machine_arn(_resource, parameters):
    return parameters.get("StateMachineArn", "*"), "StepFunctions.AccessDeniedException"


def permitted(call, action, target_of):
    """State machines act with their role, which MiniStack does not look at."""

    @functools.wraps(call)
    def corrected(*parameters):
        role = role_of_execution()
        if role is not None:
            target, error = target_of(*parameters)
            require(role, action, target, error)
            # A topic is encrypted with the rights of whoever publishes.
            via_topic = {"kms:viaservice": f"sns.{get_region()}.amazonaws.com"}
            for use, key in key_uses("sns", {}, b"", {"Action": action.removeprefix("sns:")}, target):
                require(role, use, key, "SNS.KMSAccessDeniedException", via_topic)
        return call(*parameters)

    return corrected


def require(role_arn, action, target, error, context=None):
    calls.record(role_arn.rsplit("/", 1)[-1], action, target)
    if not allows(role_arn, action, target, context):
        reason = f"User: {session_of(role_arn)} is not authorized to perform: {action} on resource: {target}"
        raise stepfunctions._ExecutionError(error, reason)


def session_of(role_arn, session="states"):
    account, name = role_arn.split(":")[4], role_arn.rsplit("/", 1)[-1]
    return f"arn:aws:sts::{account}:assumed-role/{name}/{session}"


def allows(role_arn, action, target, context=None, session="states"):
    """Whether a role allows a call that MiniStack makes by itself."""
    account, name = role_arn.split(":")[4], role_arn.rsplit("/", 1)[-1]
    request = iam_evaluator.EvalContext(
        principal_arn=session_of(role_arn, session),
        principal_type="AssumedRole",
        principal_account=account,
        action=action,
        resource_arn=target,
        region=get_region(),
        service_context=context or {},
    )
    return iam_evaluator.evaluate(request, iam_evaluator._gather_role_policies(name, account)).decision == "Allow"
