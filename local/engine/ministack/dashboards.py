"""Dashboards as on AWS, where MiniStack 1.5.33 is not: in JSON a time is a number."""

from ministack.services import cloudwatch


def correct():
    cloudwatch._json_ok = with_times(cloudwatch._json_ok)


def with_times(answer):
    def corrected(data):
        for entry in data.get("DashboardEntries") or []:
            entry["LastModified"] = cloudwatch._json_timestamp(entry["LastModified"])
        return answer(data)

    return corrected
