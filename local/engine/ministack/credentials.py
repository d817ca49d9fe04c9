"""Hands the administrator the credentials behind an access key id, whoever got them from this engine and by whatever way.

AWS can check a signature on any request to Amazon because it has issued the credentials. The stand-in of Amazon, which
is a different process, has to ask.
"""

import functools
import hmac
import json
import os

from ministack import app
from ministack.core import iam_evaluator

PATH = "/_engine/credentials/"


def correct():
    app._handle_pre_body_request = answering(app._handle_pre_body_request)


def answering(handle):
    @functools.wraps(handle)
    async def corrected(method, path, headers, query, request_id):
        if not path.startswith(PATH):
            return await handle(method, path, headers, query, request_id)
        # Whoever knows the administrator's own secret may ask for the others.
        shown = headers.get("x-administrator-secret", "")
        if not hmac.compare_digest(shown.encode(), os.environ["AWS_SECRET_ACCESS_KEY"].encode()):
            return 403, {}, b""
        return found(path.removeprefix(PATH))

    return corrected


def found(access_key_id):
    """Keys that are inactive, deleted or expired are not found, as AWS does not take them."""
    credential = iam_evaluator.resolve_credential(access_key_id, os.environ["MINISTACK_ACCOUNT_ID"])
    if isinstance(credential, iam_evaluator.CredentialResolutionError):
        return 404, {}, b""
    answer = {
        "secretAccessKey": credential.secret_access_key,
        "principalArn": credential.principal_arn,
        **({"sessionToken": credential.session_token} if credential.session_token else {}),
    }
    return 200, {"content-type": "application/json"}, json.dumps(answer).encode()
