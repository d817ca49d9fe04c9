"""Versions of functions as on AWS: only a change of code or settings makes one.

MiniStack 1.5.33 takes every update for a change, also one with the same code from another place in S3.
Source: AWS Lambda API, PublishVersion.
"""

from functools import wraps

from ministack.services import lambda_svc
from ministack.services.cloudformation import provisioners

# What differs between a function and its version though nothing has changed.
NOT_COMPARED = {
    "FunctionArn", "LastModified", "LastUpdateStatus", "LastUpdateStatusReason", "LastUpdateStatusReasonCode",
    "RevisionId", "State", "StateReason", "StateReasonCode", "Version",
}


def correct():
    lambda_svc._publish_version = unchanged_is_known(lambda_svc._publish_version, lambda name, data: name)
    handlers = provisioners._RESOURCE_HANDLERS["AWS::Lambda::Version"]
    handlers["create"] = unchanged_is_known(handlers["create"], lambda logical_id, props, stack: name_of(props))


def name_of(props):
    return provisioners._lambda_version_function(props)[1]


def unchanged_is_known(publish, name_in):
    """Publishing where the last version is like the function: MiniStack compares the revisions of both."""

    @wraps(publish)
    def corrected(*parameters):
        function = lambda_svc._functions.get(name_in(*parameters))
        latest = function and max(function["versions"], key=int, default=None)
        if latest and compared(function["versions"][latest]["config"]) == compared(function["config"]):
            function["versions"][latest]["function_revision"] = function["config"]["RevisionId"]
        return publish(*parameters)

    return corrected


def compared(config):
    return {key: value for key, value in config.items() if key not in NOT_COMPARED}
