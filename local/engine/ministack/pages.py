"""IAM answers lists in pages of a hundred; MiniStack 1.5.33 gives all at once. Source: IAM API reference, ListUsers"""

import functools
import xml.etree.ElementTree as ET

from ministack.services import iam

PAGE = 100
NAMESPACE = "{https://iam.amazonaws.com/doc/2010-05-08/}"


def correct():
    for action, handler in iam._IAM_HANDLERS.items():
        if action.startswith("List"):
            iam._IAM_HANDLERS[action] = paged(handler)


def paged(handler):
    @functools.wraps(handler)
    def corrected(params):
        status, headers, body = handler(params)
        if status != 200:
            return status, headers, body
        first, most = int(iam._p(params, "Marker") or 0), int(iam._p(params, "MaxItems") or PAGE)
        return status, headers, one_page(body, first, most)

    return corrected


def one_page(body, first, most):
    """Some operations have several lists: a page goes through one after the other."""
    root = ET.fromstring(body)
    truncated = root.find(f".//{NAMESPACE}IsTruncated")
    if truncated is None:
        return body
    lists = [found for found in result_of(root, truncated) if any(one.tag == f"{NAMESPACE}member" for one in found)]
    members = [(found, member) for found in lists for member in found]
    if first == 0 and len(members) <= most:
        return body
    for position, (found, member) in enumerate(members):
        if not first <= position < first + most:
            found.remove(member)
    if first + most < len(members):
        truncated.text = "true"
        ET.SubElement(result_of(root, truncated), f"{NAMESPACE}Marker").text = str(first + most)
    ET.register_namespace("", NAMESPACE[1:-1])
    return ET.tostring(root)


def result_of(root, truncated):
    return next(one for one in root if truncated in list(one))
