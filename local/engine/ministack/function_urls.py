"""Function URLs as on AWS, where MiniStack 1.5.33 is not.

- Their address resolves here; MiniStack answers AWS's own, which exists on AWS only.
- The cookies of a request stand in the event's list of cookies, not among its headers.
"""

import os
from functools import wraps

from ministack.services import lambda_svc
from ministack.services.cloudformation import provisioners


def correct():
    provisioners._lambda_url_attributes = local_address(provisioners._lambda_url_attributes)
    lambda_svc._build_function_url_event = with_cookies(lambda_svc._build_function_url_event)


def local_address(attributes):
    @wraps(attributes)
    def corrected(config):
        url_id = lambda_svc._function_url_id(config["FunctionUrl"])
        address = f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}/_aws/lambda-url/{url_id}/"
        return {**attributes(config), "FunctionUrl": address}

    return corrected


def with_cookies(build):
    @wraps(build)
    def corrected(*parameters, **named):
        event = build(*parameters, **named)
        cookies = event["headers"].pop("cookie", "")
        if cookies:
            event["cookies"] = [cookie.strip() for cookie in cookies.split(";")]
        return event

    return corrected
