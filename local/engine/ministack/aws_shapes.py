"""Holds a value against what AWS's description says of it: members, types, lengths, ranges, patterns, enumerations."""

import functools
import re
import unicodedata

NUMBERS = {"integer": int, "long": int, "float": (int, float), "double": (int, float)}
TYPES = {"string": str, "blob": str, "boolean": bool, "list": list, "map": dict, "structure": dict, **NUMBERS}
UNKNOWN = "is no member that AWS knows"


def problems(model, shape, value, path=""):
    """Pairs of a place in the value and the constraint it breaks, in AWS's words; never the value, which may be secret."""
    kind = shape["type"]
    expected = TYPES.get(kind)
    if expected and (not isinstance(value, expected) or (expected is not bool and isinstance(value, bool))):
        return [(path, f"Member must be a {kind}")]
    return [(path, constraint) for constraint in constraints(shape, value)] + within(model, shape, value, path)


def within(model, shape, value, path):
    if shape["type"] == "structure":
        return of_structure(model, shape, value, path)
    if shape["type"] == "list":
        member = model.shape(shape["member"])
        return [found for n, one in enumerate(value, 1) for found in problems(model, member, one, f"{path}.{n}")]
    if shape["type"] == "map":
        key, member = model.shape(shape["key"]), model.shape(shape["value"])
        pairs = [(problems(model, key, name, f"{path}.key"), problems(model, member, one, f"{path}.value"))
                 for name, one in value.items()]
        return [found for both in pairs for one in both for found in one]
    return []


def of_structure(model, shape, value, path):
    found = []
    at = (lambda name: f"{path}.{name}") if path else str
    for name in shape.get("required", []):
        if value.get(name) is None:
            found.append((at(name), "Member must not be null"))
    for name, one in value.items():
        if name not in shape["members"]:
            found.append((at(name), UNKNOWN))
        elif one is not None:
            found += problems(model, model.shape(shape["members"][name]), one, at(name))
    return found


def constraints(shape, value):
    size, what = (value, "value") if shape["type"] in NUMBERS else (sized(value), "length")
    if size is not None and "min" in shape and size < shape["min"]:
        yield f"Member must have {what} greater than or equal to {shape['min']}"
    if size is not None and "max" in shape and size > shape["max"]:
        yield f"Member must have {what} less than or equal to {shape['max']}"
    if "enum" in shape and value not in shape["enum"]:
        yield f"Member must satisfy enum value set: [{', '.join(shape['enum'])}]"
    if "pattern" in shape and not compiled(shape["pattern"]).fullmatch(value):
        yield f"Member must satisfy regular expression pattern: {shape['pattern']}"


def sized(value):
    return len(value) if isinstance(value, (str, list, dict)) else None


@functools.lru_cache(maxsize=None)
def compiled(pattern):
    """AWS writes patterns in Java's way: with classes of Unicode, \\p{L} for letters, and with [\\w-_]."""
    plain = re.sub(r"\\w-(?!\])", r"\\w\\-", pattern)
    return re.compile(re.sub(r"\\p\{(\w+)\}", in_python, plain), re.ASCII)


def in_python(found):
    """A category of Unicode, which may stand alone or within brackets."""
    before = re.sub(r"\\.", "", found.string[:found.start()])
    ranges = characters(found[1])
    return ranges if before.count("[") > before.count("]") else f"[{ranges}]"


@functools.lru_cache(maxsize=None)
def characters(category):
    """What stands within a class for all characters of a category, as ranges."""
    if category == "ASCII":
        return r"\x00-\x7f"
    ranges = []
    for code in range(0x10000):
        if unicodedata.category(chr(code)).startswith(category):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges)
