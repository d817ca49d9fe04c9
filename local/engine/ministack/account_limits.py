"""The quotas that AWS gives an account, where MiniStack 1.5.33 tells what this machine can bear."""

from ministack.services import lambda_svc

# Source: docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
CONCURRENT_EXECUTIONS = 1000


def correct():
    lambda_svc._get_account_settings = with_quota_of_aws(lambda_svc._get_account_settings)


def with_quota_of_aws(get_account_settings):
    """What runs at a time is still limited to what this machine can bear."""

    def corrected():
        borne, lambda_svc._ACCOUNT_CONCURRENCY_CAP = lambda_svc._ACCOUNT_CONCURRENCY_CAP, CONCURRENT_EXECUTIONS
        try:
            return get_account_settings()
        finally:
            lambda_svc._ACCOUNT_CONCURRENCY_CAP = borne

    return corrected
