"""Subscriptions of SNS as on AWS, where MiniStack 1.5.33 is not.

An e-mail address has to confirm, and is listed as PendingConfirmation until then; what was unsubscribed is listed as
Deleted for three days; subscribing again with other attributes is refused; lists come in pages of a hundred.
"""

import functools
import json
import time
from pathlib import Path

from ministack.core.responses import new_uuid
from ministack.services import sns

# In the engine's own folder, which is the working directory: what AWS would send to the addresses.
mails = Path("mails.jsonl").resolve()
PAGE = 100
LISTED_AS_DELETED_SECONDS = 72 * 60 * 60
MAIL = ("email", "email-json")
# What was unsubscribed, by topic: protocol, endpoint, owner, time.
deleted = {}


def correct():
    sns._subscribe = subscribed(sns._subscribe)
    sns._unsubscribe = unsubscribed(sns._unsubscribe)
    sns._get_subscription_attributes = of_real_arns(sns._get_subscription_attributes)
    sns._set_subscription_attributes = of_real_arns(sns._set_subscription_attributes)
    sns._list_subscriptions_by_topic = listed_by_topic
    sns._list_subscriptions = listed


def subscribed(subscribe):
    @functools.wraps(subscribe)
    def corrected(params):
        topic, error = sns._get_topic(sns._p(params, "TopicArn"), "sns:Subscribe")
        if error is not None:
            return error
        existing = find(topic, params)
        if existing and differs(existing["attributes"], requested(params)):
            reason = "Invalid parameter: Attributes Reason: Subscription already exists with different attributes"
            return sns._error("InvalidParameter", reason, 400)
        answer = subscribe(params)
        made = find(topic, params)
        if made is None or made["protocol"] not in MAIL:
            return answer
        if not existing:
            wait_for_confirmation(made)
            sns._refresh_subscription_counts(topic)
        return shown(made, params)

    return corrected


def find(topic, params):
    wanted = sns._p(params, "Protocol"), sns._p(params, "Endpoint")
    return next((sub for sub in topic["subscriptions"] if (sub["protocol"], sub["endpoint"]) == wanted), None)


def requested(params):
    attributes, number = {}, 1
    while key := sns._p(params, f"Attributes.entry.{number}.key"):
        attributes[key] = sns._p(params, f"Attributes.entry.{number}.value")
        number += 1
    return attributes


def differs(existing, wanted):
    return any(meaning(existing.get(key, "")) != meaning(value) for key, value in wanted.items())


def meaning(value):
    try:
        return json.loads(value)
    except ValueError:
        return value


def wait_for_confirmation(sub):
    sub["confirmed"], sub["token"] = False, new_uuid()
    sub["attributes"].update(PendingConfirmation="true", ConfirmationWasAuthenticated="false")
    mail = {"to": sub["endpoint"], "topic": sub["topic_arn"], "token": sub["token"]}
    with mails.open("a") as file:
        file.write(json.dumps(mail) + "\n")


def shown(sub, params):
    """AWS gives the ARN of what is pending only when it is asked for."""
    known = sub["confirmed"] or sns._p(params, "ReturnSubscriptionArn") == "true"
    arn = sub["arn"] if known else "pending confirmation"
    result = f"<SubscribeResult><SubscriptionArn>{arn}</SubscriptionArn></SubscribeResult>"
    return sns._xml(200, "SubscribeResponse", result)


def unsubscribed(unsubscribe):
    @functools.wraps(unsubscribe)
    def corrected(params):
        arn = sns._p(params, "SubscriptionArn")
        if not arn.startswith("arn:"):
            return no_arn(arn)
        sub = sns._find_subscription(sns._sub_arn_to_topic.get(arn, ""), arn)
        answer = unsubscribe(params)
        if sub:
            deleted.setdefault(sub["topic_arn"], []).append({**sub, "arn": "Deleted", "at": time.time()})
        return answer

    return corrected


def of_real_arns(call):
    @functools.wraps(call)
    def corrected(params):
        arn = sns._p(params, "SubscriptionArn")
        return call(params) if arn.startswith("arn:") else no_arn(arn)

    return corrected


def no_arn(text):
    elements = len(text.split(":"))
    reason = f"Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not {elements}"
    return sns._error("InvalidParameter", reason, 400)


def listed_by_topic(params):
    topic, error = sns._get_topic(sns._p(params, "TopicArn"), "sns:ListSubscriptionsByTopic")
    return error if error is not None else page("ListSubscriptionsByTopic", entries(topic), params)


def listed(params):
    return page("ListSubscriptions", [sub for topic in sns._topics.values() for sub in entries(topic)], params)


def entries(topic):
    since = time.time() - LISTED_AS_DELETED_SECONDS
    return topic["subscriptions"] + [sub for sub in deleted.get(topic["arn"], []) if sub["at"] > since]


def page(action, subs, params):
    start = int(sns._p(params, "NextToken") or 0)
    members = "".join(member(sub) for sub in subs[start : start + PAGE])
    more = f"<NextToken>{start + PAGE}</NextToken>" if start + PAGE < len(subs) else ""
    result = f"<{action}Result><Subscriptions>{members}</Subscriptions>{more}</{action}Result>"
    return sns._xml(200, f"{action}Response", result)


def member(sub):
    fields = {
        "SubscriptionArn": sub["arn"] if sub["confirmed"] else "PendingConfirmation",
        "Owner": sub["owner"],
        "TopicArn": sub["topic_arn"],
        "Protocol": sub["protocol"],
        "Endpoint": sns._xml_escape(sub["endpoint"]),
    }
    return "<member>" + "".join(f"<{key}>{value}</{key}>" for key, value in fields.items()) + "</member>"
