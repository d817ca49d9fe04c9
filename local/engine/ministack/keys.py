"""Customer keys as on AWS, where MiniStack 1.5.33 is not: who reads or writes with one needs rights on it."""

import json

from ministack.services import ssm
from stacks import find_resource


def key_uses(service, headers, body, query, topic_arn):
    """What a request does with customer keys, as pairs of action and key; AWS's own keys need no right."""
    if service == "ssm":
        request = json.loads(body or b"{}")
        return [(action, key) for action, key in ssm_uses(headers.get("x-amz-target", ""), request) if is_customers(key)]
    if service == "sns" and query.get("Action") in ("Publish", ["Publish"]):
        _, topic = find_resource("AWS::SNS::Topic", topic_arn)
        key = topic.get("KmsMasterKeyId")
        return [(action, key) for action in ("kms:GenerateDataKey", "kms:Decrypt") if is_customers(key)]
    return []


def ssm_uses(target, request):
    if target.endswith(".PutParameter"):
        return [("kms:Encrypt", request.get("KeyId"))]
    if not request.get("WithDecryption"):
        return []
    names = request.get("Names") or below(request.get("Path"))
    found = (ssm._parameters.get(name) for name in names)
    return sorted({("kms:Decrypt", parameter["KeyId"]) for parameter in found if parameter})


def below(path):
    return [name for name in ssm._parameters if name.startswith(f"{path.rstrip('/')}/")] if path else []


def is_customers(key):
    return bool(key) and not key.startswith("alias/aws/")
