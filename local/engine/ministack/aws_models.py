"""AWS's own description of its services, which botocore ships and MiniStack installs: what each operation takes.

MiniStack 1.5.33 reads the description of a service up to four times, once by a session of botocore that it makes for each
service, only to see which protocol the service has. Here each is read once, for MiniStack too.
"""

import functools
import gzip
import importlib.util
import json
from pathlib import Path

from ministack.core import iam_actions, responses

# Where botocore calls a service otherwise than IAM's actions do.
FOLDERS = {"states": "stepfunctions", "sfn": "stepfunctions", "monitoring": "cloudwatch"}


class Model:
    def __init__(self, description):
        self.metadata = description["metadata"]
        self.protocol = self.metadata["protocol"]
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


def correct():
    iam_actions._load_botocore_model = description_of
    responses._service_model = lambda service: model_of(responses._BOTOCORE_NAME.get(service, service))


@functools.lru_cache(maxsize=None)
def model_of(service):
    """None for a service of which botocore knows nothing."""
    description = description_of(FOLDERS.get(service, service))
    return Model(description) if description else None


@functools.lru_cache(maxsize=None)
def description_of(folder):
    """Empty where botocore has none; botocore itself need not be imported, which takes time."""
    versions = sorted((Path(importlib.util.find_spec("botocore").origin).parent / "data" / folder).glob("*/service-2.json.gz"))
    if not versions:
        return {}
    with gzip.open(versions[-1]) as file:
        return json.load(file)
