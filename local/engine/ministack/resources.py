"""The resources that IAM checks, where MiniStack 1.5.33 names them in another way than AWS does."""

import functools
import json

from keys import key_uses
from ministack.core import iam_actions, iam_evaluator
from ministack.services import iam
from scopes import execution_of_token


# What a call that makes something may do only together with the right to tag it, when it gives tags.
TAGGING = {
    "iam:CreatePolicy": "iam:TagPolicy",
    "iam:CreateRole": "iam:TagRole",
    "iam:CreateUser": "iam:TagUser",
    "ssm:PutParameter": "ssm:AddTagsToResource",
}


class Resources(str):
    """The first resource of a request, with the others and with the condition keys of its service."""

    others = ()
    context = {}
    key_uses = ()


def correct():
    iam_actions.extract_resource_arn = corrected_resources(iam_actions.extract_resource_arn)
    iam_evaluator.enforce = enforced_for_all(iam_evaluator.enforce)


def corrected_resources(extract):
    @functools.wraps(extract)
    def corrected(service, method, path, headers, body, query, region, account):
        named = extract(service, method, path, headers, body, query, region, account)
        resource = resource_of(named, service, body, query, region, account)
        uses = key_uses(service, headers, body, query, str(named))
        if uses:
            resource = resource if isinstance(resource, Resources) else Resources(resource)
            resource.key_uses = uses
        return resource

    return corrected


def resource_of(named, service, body, query, region, account):
    if service == "iam":
        return iam_resource(named, query, account)
    if service == "ssm":
        return ssm_resources(named, body, region, account)
    if service == "states":
        return states_resource(named, body)
    if service == "lambda" and named.count(":") == 6 and param(query, "Qualifier"):
        return f"{named}:{param(query, 'Qualifier')}"
    if service == "sns" and param(query, "Action") == "Subscribe":
        return sns_resource(named, query)
    return named


def enforced_for_all(enforce):
    @functools.wraps(enforce)
    def corrected(access_key, action, service, region, resource_arn="*", service_context=None):
        context = {**(service_context or {}), **getattr(resource_arn, "context", {})}
        for resource in (str(resource_arn), *getattr(resource_arn, "others", ())):
            denied = enforce(access_key, action, service, region, resource, context)
            if denied is not None:
                return denied
            if action in TAGGING and context.get("aws:TagKeys"):
                denied = enforce(access_key, TAGGING[action], service, region, resource, context)
                if denied is not None:
                    return denied
        for use, key in getattr(resource_arn, "key_uses", ()):
            denied = enforce(access_key, use, "kms", region, key, {"kms:ViaService": f"{service}.{region}.amazonaws.com"})
            if denied is not None:
                return denied
        return None

    return corrected


def param(query, name):
    value = query.get(name, "")
    return value[0] if isinstance(value, list) else value


def iam_resource(named, query, account):
    """Users, roles and policies have a path: the one they were made with, or the one they are about to get."""
    for kind, key, store in (("role", "RoleName", iam._roles), ("user", "UserName", iam._users)):
        name = param(query, key)
        if name:
            existing = store.get(name)
            resource = Resources(existing["Arn"] if existing else arn(account, kind, query, name))
            resource.context = iam_context(query, existing)
            return resource
    if param(query, "PolicyName"):
        return arn(account, "policy", query, param(query, "PolicyName"))
    key = iam._access_keys.get(param(query, "AccessKeyId"))
    if key:
        return iam._users[key["UserName"]]["Arn"]
    return param(query, "PolicySourceArn") or named


def iam_context(query, existing):
    """The policy a call attaches, and the boundary it gives, or that the user or role has."""
    boundary = param(query, "PermissionsBoundary") or (existing or {}).get("PermissionsBoundary")
    keys = {"iam:PolicyARN": param(query, "PolicyArn"), "iam:PermissionsBoundary": boundary}
    return {key: value for key, value in keys.items() if value}


def arn(account, kind, query, name):
    return f"arn:aws:iam::{account}:{kind}{param(query, 'Path') or '/'}{name}"


def ssm_resources(named, body, region, account):
    request = json.loads(body or b"{}")
    names = request.get("Names") or ([request["Path"]] if "Path" in request else [])
    if not names:
        return f"arn:aws:ssm:{region}:{account}:*" if named == "*" else named
    # A version or label after the name is no part of the resource.
    plain = [name.lstrip('/').split(':')[0] for name in names]
    first, *others = [f"arn:aws:ssm:{region}:{account}:parameter/{name}" for name in plain]
    resources = Resources(first)
    resources.others = others
    return resources


def sns_resource(named, query):
    resource = Resources(named)
    resource.context = {f"sns:{key}": param(query, key) for key in ("Endpoint", "Protocol")}
    return resource


def states_resource(named, body):
    """A task token stands for the state machine whose execution waits on it, or has waited."""
    token = json.loads(body or b"{}").get("taskToken")
    execution = execution_of_token.get(token)
    return execution["stateMachineArn"] if execution else named
