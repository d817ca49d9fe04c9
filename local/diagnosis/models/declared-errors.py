"""Prints every error that AWS's models declare for the services that the diagnosis knows, as botocore has them.

Run it with the Python of .venv, or in a virtual environment with the version that declared-errors.json names:
    pip install botocore==1.43.106 && python declared-errors.py > declared-errors.json
"""

import glob
import gzip
import json
import os

import botocore

FOLDERS = {
    "iam": "iam",
    "sts": "sts",
    "ssm": "ssm",
    "kms": "kms",
    "sns": "sns",
    "sqs": "sqs",
    "stepfunctions": "states",
    "lambda": "lambda",
    "events": "events",
    "logs": "logs",
    "cloudformation": "cloudformation",
}


def declared(folder):
    data = os.path.join(os.path.dirname(botocore.__file__), "data", folder)
    [path] = glob.glob(os.path.join(data, sorted(os.listdir(data))[-1], "service-2.json*"))
    with gzip.open(path) if path.endswith(".gz") else open(path) as file:
        shapes = json.load(file)["shapes"]
    return sorted(
        {shape.get("error", {}).get("code", name) for name, shape in shapes.items() if shape.get("exception")}
    )


errors = {service: declared(folder) for folder, service in FOLDERS.items()}
print(json.dumps({"botocore": botocore.__version__, "errors": errors}, indent=2))
