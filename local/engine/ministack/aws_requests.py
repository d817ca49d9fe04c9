"""Reads a request as AWS does: which operation it is of, and the values it gives, by the protocol of the service."""

import json
import re
from urllib.parse import unquote

NOT_MEMBERS = ("Action", "Version")


def json_request(headers, body):
    operation = headers.get("x-amz-target", "").rpartition(".")[2]
    return operation, json.loads(body or b"{}")


def rest_request(model, method, path, headers, body, query):
    """The operation is told by method and path; members stand in path, headers, query and body."""
    for operation, description in model.operations.items():
        http = description["http"]
        found = re.fullmatch(re.sub(r"\\{(\w+)\+?\\}", r"(?P<\1>[^/]+)", re.escape(http["requestUri"].partition("?")[0])), path)
        if found and http["method"] == method:
            return operation, rest_members(model, model.input_of(operation), (found.groupdict(), headers, query), body)
    return "", {}


def rest_members(model, shape, places, body):
    in_path, headers, query = places
    given, payload = {}, shape.get("payload")
    for member, reference in shape["members"].items():
        name = reference.get("locationName", member)
        one = query.get(name)
        text = {
            "uri": unquote(in_path.get(name, "")) or None,
            "header": headers.get(name.lower()),
            "querystring": one[0] if isinstance(one, list) else one,
        }.get(reference.get("location"))
        if text is not None:
            given[member] = scalar(model.shape(reference)["type"], text)
    text = (body or b"").decode()
    if payload and text and model.shape(shape["members"][payload])["type"] == "blob":
        return {**given, payload: text}
    return {**given, **(json.loads(text) if text else {})}


def query_request(model, params):
    """A form: `Tags.member.1.Key`; what is left over belongs to no member."""
    flat = {name: value[0] if isinstance(value, list) else value for name, value in params.items()}
    operation = flat.get("Action", "")
    given = {name: value for name, value in flat.items() if name not in NOT_MEMBERS and not name.startswith("X-Amz-")}
    shape = model.input_of(operation)
    if shape is None:
        return operation, {}
    reader = Form(model, given)
    value = reader.structure(shape, "")
    return operation, {**value, **{name: given[name] for name in given if name not in reader.read}}


class Form:
    def __init__(self, model, given):
        self.model, self.given, self.read = model, given, set()

    def has(self, name):
        return any(known == name or known.startswith(f"{name}.") for known in self.given)

    def value(self, shape, name):
        if shape["type"] in ("structure", "list", "map"):
            return getattr(self, shape["type"])(shape, name)
        self.read.add(name)
        return scalar(shape["type"], self.given.get(name, ""))

    def structure(self, shape, name):
        found = {}
        for member, reference in shape["members"].items():
            place = ".".join(filter(None, (name, reference.get("locationName", member))))
            if self.has(place):
                found[member] = self.value(self.model.shape(reference), place)
        return found

    def numbered(self, name):
        n = 1
        while self.has(f"{name}.{n}"):
            yield f"{name}.{n}"
            n += 1

    def list(self, shape, name):
        # An empty list is its name alone.
        self.read.add(name)
        member = shape["member"]
        places = name if shape.get("flattened") else f"{name}.{member.get('locationName', 'member')}"
        return [self.value(self.model.shape(member), place) for place in self.numbered(places)]

    def map(self, shape, name):
        self.read.add(name)
        key, value = shape["key"], shape["value"]
        return {
            self.value(self.model.shape(key), f"{place}.{key.get('locationName', 'key')}"): self.value(
                self.model.shape(value), f"{place}.{value.get('locationName', 'value')}"
            )
            for place in self.numbered(name if shape.get("flattened") else f"{name}.entry")
        }


def scalar(kind, text):
    """Left as it is where it is no number or truth: the shape then complains about it."""
    try:
        if kind in ("integer", "long"):
            return int(text)
        if kind in ("float", "double"):
            return float(text)
    except ValueError:
        return text
    return text == "true" if kind == "boolean" and text in ("true", "false") else text


def from_state(model, shape, value):
    """The parameters of a Task state: members begin with a capital, and texts may be given as JSON."""
    kind = shape["type"]
    if kind in ("string", "blob") and not isinstance(value, str):
        return json.dumps(value)
    if kind == "structure" and isinstance(value, dict):
        names = {member[:1].upper() + member[1:]: member for member in shape["members"]}
        return {
            names.get(name, name): from_state(model, model.shape(shape["members"][names[name]]), one) if name in names else one
            for name, one in value.items()
        }
    if kind == "list" and isinstance(value, list):
        return [from_state(model, model.shape(shape["member"]), one) for one in value]
    if kind == "map" and isinstance(value, dict):
        return {name: from_state(model, model.shape(shape["value"]), one) for name, one in value.items()}
    return value
