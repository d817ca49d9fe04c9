"""The limits of Step Functions, which MiniStack 1.5.33 has not.

Source: Step Functions developer guide, "Service quotas" and "Handling errors": 256 KiB for what a state is given and
gives, 25,000 events in a history; neither error is one that States.ALL catches.
"""

import functools
import json

from ministack.services import stepfunctions as sfn

DATA_BYTES = 262_144
EVENTS = 25_000
NOT_CAUGHT_BY_ALL = ("States.DataLimitExceeded", "States.Runtime")


def correct():
    sfn._add_event = limited(sfn._add_event)
    sfn._error_matches = without_terminal(sfn._error_matches)


def limited(add_event):
    @functools.wraps(add_event)
    def corrected(execution, kind, details=None):
        if not kind.startswith("Execution"):
            check(execution, kind, details or {})
        return add_event(execution, kind, details)

    return corrected


def check(execution, kind, details):
    # The last one says that the execution has failed.
    if len(execution.get("events", ())) >= EVENTS - 1:
        raise sfn._ExecutionError(
            "States.Runtime", f"The execution reached the maximum number of history events ({EVENTS})."
        )
    for detail in details.values():
        for data in (detail.get("input"), detail.get("output")) if isinstance(detail, dict) else ():
            if isinstance(data, str) and bytes_of(data) > DATA_BYTES:
                raise sfn._ExecutionError(
                    "States.DataLimitExceeded",
                    f"The state/task returned a result with a size exceeding the maximum number of bytes service limit. ({kind})",
                )


def bytes_of(text):
    """AWS counts UTF-8 without spaces; MiniStack writes ASCII with spaces, which is never less."""
    if len(text) <= DATA_BYTES // 4:
        return len(text)
    return len(json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False).encode())


def without_terminal(matches):
    @functools.wraps(matches)
    def corrected(error_equals, error):
        named = [name for name in error_equals if name != "States.ALL"] if error in NOT_CAUGHT_BY_ALL else error_equals
        return matches(named, error)

    return corrected
