"""What SNS refuses in a message, where MiniStack 1.5.33 takes it; the size it checks itself.

Source: SNS API reference, Publish. It has taken subjects in UTF-8 for some time and in ASCII only before, so ASCII it is.
"""

import functools
import json
import re

from ministack.services import sns

# Shorter than 100, without control characters and line breaks, begun by a letter, a digit or punctuation.
SUBJECT = re.compile(r"[!-~][ -~]{0,98}")


def correct():
    sns._publish = checked(sns._publish)


def checked(publish):
    @functools.wraps(publish)
    def corrected(params):
        refused = refusal(params)
        return sns._error("InvalidParameter", f"Invalid parameter: {refused}", 400) if refused else publish(params)

    return corrected


def refusal(params):
    subject, message = sns._p(params, "Subject"), sns._p(params, "Message")
    if subject and not SUBJECT.fullmatch(subject):
        return "Subject"
    if not message:
        return "Empty message"
    if sns._p(params, "MessageStructure") == "json" and not has_default(message):
        return "Message Structure - No default entry in JSON message body"
    attributes = sns._parse_message_attributes(params).values()
    if any(not one.get("StringValue") for one in attributes if one.get("DataType", "").startswith("String")):
        return "MessageAttributes: a message attribute of the type String needs a value"
    return None


def has_default(message):
    try:
        return isinstance(json.loads(message).get("default"), str)
    except (ValueError, AttributeError):
        return False
