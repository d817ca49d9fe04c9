"""AWS's default rates, in fault runs: a function that calls more often is refused, and has to call again later.

A bucket per region holds the calls of a second, or what AWS says, and fills at the rate; where time runs faster, so does
the bucket. Sources:
- Parameter Store: "AWS Systems Manager endpoints and quotas" (reads 40 a second); the 3 writes are from reports.
- STS: 600 a second, from a report (github.com/awslabs/mountpoint-s3/issues/1358).
- Step Functions: bucket and rate of AWS's developer guide, as AWS has published it
  (github.com/awsdocs/aws-step-functions-developer-guide, limits-overview.md), for regions other than us-east-1,
  us-west-2 and eu-west-1, where AWS allows more.
- SNS: an assumption. AWS says that such quotas exist; nothing we could read has the numbers.
AWS publishes no rate for IAM, and none for the other calls of Parameter Store: those are not limited here.
"""

import functools
import json
import os
import time

from judge import caller_of
from ministack import app
from ministack.core.responses import error_response_json, get_region
from ministack.services import iam

SSM_READS = ("ssm", 40, 40)
STS = ("sts", 600, 600)
RATES = {
    "ssm:GetParameter": SSM_READS,
    "ssm:GetParameters": SSM_READS,
    "ssm:GetParametersByPath": SSM_READS,
    "ssm:PutParameter": ("ssm writes", 3, 3),
    "sts:AssumeRole": STS,
    "sts:GetCallerIdentity": STS,
    "states:StartExecution": ("start", 800, 150),
    "states:DescribeExecution": ("describe", 250, 10),
    "states:GetExecutionHistory": ("history", 400, 20),
    "states:StopExecution": ("stop", 500, 25),
    "states:ListExecutions": ("list", 100, 2),
    "states:SendTaskSuccess": ("answer", 1500, 300),
    "states:SendTaskFailure": ("answer", 1500, 300),
    "sns:Subscribe": ("subscribe", 100, 100),
    "sns:Unsubscribe": ("unsubscribe", 100, 100),
    "sns:ListSubscriptionsByTopic": ("subscriptions", 30, 30),
}
# When each bucket was last looked at, and what was in it.
buckets = {}


def correct():
    if os.environ.get("VIRTUAL_TIME"):
        app._dispatch_service_request = throttled(app._dispatch_service_request)


def throttled(dispatch):
    """The tests themselves, who are administrators, may call as often as they like."""
    faster = json.loads(os.environ["VIRTUAL_TIME"])["rate"]

    @functools.wraps(dispatch)
    async def corrected(method, path, headers, body, query_params, request_id):
        params = app._routing_params(method, path, headers, body, query_params)
        service = app.detect_service(method, path, headers, params)
        operation = headers.get("x-amz-target", "").rpartition(".")[2] or iam._p(params, "Action")
        rate = RATES.get(f"{service}:{operation}")
        by_function = rate and caller_of(app.extract_access_key_id(headers, query_params))
        if by_function and not taken(*rate, time.monotonic() * faster):
            return rate_exceeded(service)
        return await dispatch(method, path, headers, body, query_params, request_id)

    return corrected


def taken(name, size, per_second, now):
    """Takes a call out of a bucket; False where none is left."""
    bucket = (name, get_region())
    before, left = buckets.get(bucket, (now, size))
    left = min(size, left + (now - before) * per_second)
    buckets[bucket] = (now, left - 1 if left >= 1 else left)
    return left >= 1


def rate_exceeded(service):
    if service in ("sts", "sns"):
        return iam._error(400, "Throttling", "Rate exceeded", ns=service)
    return error_response_json("ThrottlingException", "Rate exceeded", 400)
