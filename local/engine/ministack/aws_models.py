"""AWS's own description of its services, which botocore ships and MiniStack installs: what each operation takes."""

import functools
import gzip
import importlib.util
import json
from pathlib import Path

# Where botocore calls a service otherwise than IAM's actions do.
FOLDERS = {"states": "stepfunctions", "sfn": "stepfunctions", "monitoring": "cloudwatch"}


class Model:
    def __init__(self, description):
        self.protocol = description["metadata"]["protocol"]
        self.shapes = description["shapes"]
        self.operations = description["operations"]

    def input_of(self, operation):
        """What an operation takes; a structure without members where it takes nothing, None where AWS has no such operation."""
        if operation not in self.operations:
            return None
        reference = self.operations[operation].get("input")
        return self.shape(reference) if reference else {"type": "structure", "members": {}}

    def shape(self, reference):
        return self.shapes[reference["shape"]]


@functools.lru_cache(maxsize=None)
def model_of(service):
    """None for a service of which botocore knows nothing; botocore itself need not be imported, which takes time."""
    data = Path(importlib.util.find_spec("botocore").origin).parent / "data" / FOLDERS.get(service, service)
    versions = sorted(data.glob("*/service-2.json.gz"))
    if not versions:
        return None
    with gzip.open(versions[-1]) as file:
        return Model(json.load(file))
