"""Filters of DescribeParameters by tag, which MiniStack 1.5.33 does not know, so that it finds too much."""

import functools

from ministack.services import ssm


def correct():
    ssm._apply_filter = with_tags(ssm._apply_filter)


def with_tags(apply_filter):
    @functools.wraps(apply_filter)
    def corrected(param, key, option, values):
        if key.startswith("tag:"):
            return ssm._tags.get(param["ARN"], {}).get(key.removeprefix("tag:")) in values
        return apply_filter(param, key, option, values)

    return corrected
