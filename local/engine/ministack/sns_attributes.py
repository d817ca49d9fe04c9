"""SNS by the SDK integration of Step Functions, where MiniStack 1.5.33 loses the attributes of a subscription."""

import functools

from ministack.services import stepfunctions as sfn


def correct():
    sfn._flatten_query_params = with_entries(sfn._flatten_query_params)


def with_entries(flatten):
    """A map is sent as numbered entries of key and value."""

    @functools.wraps(flatten)
    def corrected(data, prefix=""):
        attributes = data.get("Attributes") if not prefix and isinstance(data, dict) else None
        if not isinstance(attributes, dict):
            return flatten(data, prefix)
        params = flatten({key: value for key, value in data.items() if key != "Attributes"}, prefix)
        for number, (key, value) in enumerate(attributes.items(), 1):
            params[f"Attributes.entry.{number}.key"] = key
            params[f"Attributes.entry.{number}.value"] = value
        return params

    return corrected
