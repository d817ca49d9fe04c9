"""The limits of Parameter Store, which MiniStack 1.5.33 has not: names, values, versions, pages.

Source: Systems Manager API reference (PutParameter, GetParametersByPath); user guide, "Requirements and constraints for
parameter names" and "Managing parameter tiers"; the texts are AWS's where they are known.
"""

import functools
import json
import re

from ministack.core.responses import error_response_json
from ministack.services import ssm

VALUE_BYTES = {"Standard": 4096, "Advanced": 8192}
NAME_CHARACTERS = 1011
LEVELS = 15
VERSIONS = 100
PARAMETERS = 10_000
NAME = re.compile(r"[a-zA-Z0-9_.-]+|(/[a-zA-Z0-9_.-]+)+")


def correct():
    ssm._put_parameter = limited(ssm._put_parameter)
    ssm._get_parameters_by_path = with_short_page(ssm._get_parameters_by_path)
    ssm._describe_parameters = with_short_page(ssm._describe_parameters)


def limited(put):
    @functools.wraps(put)
    def corrected(data):
        name = data.get("Name", "")
        refused = name_refused(name) or value_refused(data) or type_refused(name, data) or full(name)
        if refused:
            return error_response_json(*refused, 400)
        answer = put(data)
        del ssm._parameter_history.get(name, [])[:-VERSIONS]
        return answer

    return corrected


def name_refused(name):
    if not NAME.fullmatch(name):
        return ("ValidationException", "Parameter name must be a fully qualified name: letters, numbers and .-_, in levels "
                "that each begin with /.")
    if len(ssm._param_arn(name)) > NAME_CHARACTERS:
        return "ValidationException", f"Parameter name: with its ARN at most {NAME_CHARACTERS} characters."
    if name.count("/") > LEVELS:
        return "HierarchyLevelLimitExceededException", f"A parameter name can have at most {LEVELS} levels."
    return None


def value_refused(data):
    value, tier = data.get("Value", ""), data.get("Tier", "Standard")
    most = VALUE_BYTES.get(tier, VALUE_BYTES["Advanced"])
    if not value:
        return ("ValidationException", "1 validation error detected: Value at 'value' failed to satisfy constraint: "
                "Member must have length greater than or equal to 1")
    if "{{" in value:
        return "ValidationException", 'Parameter value can\'t nest another parameter. Do not use "{{}}" in the value.'
    if len(value.encode()) > most:
        return "ValidationException", f"{tier} tier parameters support a maximum parameter value of {most} characters."
    return None


def type_refused(name, data):
    known = ssm._parameters.get(name)
    if known and data.get("Overwrite") and data.get("Type", known["Type"]) != known["Type"]:
        return "HierarchyTypeMismatchException", "The type of a parameter cannot be changed."
    return None


def full(name):
    if name in ssm._parameters or len(ssm._parameters) < PARAMETERS:
        return None
    return "ParameterLimitExceeded", f"An account has at most {PARAMETERS} standard parameters in a region."


def with_short_page(read):
    """A page may have fewer parameters than there are, or none: only a missing token says that it was the last one."""

    @functools.wraps(read)
    def corrected(data):
        answer = read(data)
        if "NextToken" not in data and "NextToken" in json.loads(answer[2]):
            return answer[0], answer[1], json.dumps({"Parameters": [], "NextToken": ssm._encode_next_token(0)}).encode()
        return answer

    return corrected
