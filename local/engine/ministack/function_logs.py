"""Logs of functions as on AWS: a log group that is missing is made with the rights of the function's role, or not at all.

MiniStack 1.5.33 makes it always, so a function that ends after its stack was deleted would leave one behind.
Source: AWS Lambda developer guide, "Sending Lambda function logs to CloudWatch Logs".
"""

import functools

from access import allows
from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch_logs, lambda_svc


def correct():
    lambda_svc._emit_lambda_logs = with_rights_of_role(lambda_svc._emit_lambda_logs)


def with_rights_of_role(emit):
    @functools.wraps(emit)
    def corrected(func, *parameters, **named):
        config = func.get("config") or func
        group = (config.get("LoggingConfig") or {}).get("LogGroup") or f"/aws/lambda/{config['FunctionName']}"
        arn = f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{group}:log-stream:"
        if group in cloudwatch_logs._log_groups or allows(config["Role"], "logs:CreateLogGroup", arn, session=config["FunctionName"]):
            emit(func, *parameters, **named)

    return corrected
