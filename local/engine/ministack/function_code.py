"""The code of functions, unpacked once for all engines of this checkout.

Each engine would unpack each function into a folder of its run. From one folder for all, Node.js finds what it has
compiled before (NODE_COMPILE_CACHE goes by the path of a file), so that an environment starts in two thirds of the time.
"""

import hashlib
import io
import os
import shutil
import tempfile
import zipfile

from ministack.services import lambda_svc


def correct():
    lambda_svc._provided_runtime_code_dir = unpacked


def unpacked(code_zip):
    folder = os.path.join(os.environ["FUNCTION_CODE"], hashlib.sha256(code_zip).hexdigest())
    # No environment may start while a bootstrap is written: a fork inherits the open file, and then it cannot be run.
    with lambda_svc._provided_code_lock:
        if not os.path.isdir(folder):
            unpack(code_zip, folder)
    return folder


def unpack(code_zip, folder):
    """Whole or not at all: another engine may unpack the same, and this one may be killed."""
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    unfinished = tempfile.mkdtemp(dir=os.path.dirname(folder), prefix="unfinished-")
    with zipfile.ZipFile(io.BytesIO(code_zip)) as files:
        lambda_svc._extract_zip_preserving_mode(files, unfinished)
    bootstrap = os.path.join(unfinished, "bootstrap")
    if os.path.exists(bootstrap):
        os.chmod(bootstrap, 0o755)
    try:
        os.rename(unfinished, folder)
    except OSError:
        shutil.rmtree(unfinished)
        if not os.path.isdir(folder):
            raise
