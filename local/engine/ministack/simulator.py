"""SimulatePrincipalPolicy as on AWS, where MiniStack 1.5.33 is not.

- Every action is decided for every resource; the most restrictive decision is the action's.
- A condition key has the value that the caller gave; without one it is missing, and named where a policy of the principal has it.
- The organization's policies come first, and nothing is told of the others when they deny.
- A permissions boundary counts, and its decision is told.
"""

import re

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id
from ministack.services import iam, organizations

DECISIONS = {"Allow": "allowed", "Deny": "explicitDeny", "ImplicitDeny": "implicitDeny"}
RESTRICTION = ["allowed", "implicitDeny", "explicitDeny"]
TYPE = re.compile(r"(string|numeric|boolean|ip|binary|date)(List)?")


class SimulatedCall(iam_evaluator.EvalContext):
    """A call that is not made: its condition keys are those that were given."""

    given = {}


def correct():
    iam._IAM_HANDLERS["SimulatePrincipalPolicy"] = simulate_principal_policy
    iam_evaluator._resolve_condition_key = with_given_keys(iam_evaluator._resolve_condition_key)


def with_given_keys(resolve):
    def corrected(key, call):
        return call.given.get(key.lower()) if isinstance(call, SimulatedCall) else resolve(key, call)

    return corrected


def simulate_principal_policy(params):
    arn = iam._p(params, "PolicySourceArn")
    actions = members(params, "ActionNames")
    given, wrong = context_entries(params)
    if not arn or not actions or wrong:
        return iam._error(400, "InvalidInput", wrong or "PolicySourceArn and ActionNames are required.")
    name = arn.rsplit("/", 1)[-1]
    kind, store, gather = (
        ("User", iam._users, iam_evaluator._gather_user_policies)
        if ":user/" in arn
        else ("AssumedRole", iam._roles, iam_evaluator._gather_role_policies)
    )
    if (store.get(name) or {}).get("Arn") != arn:
        return iam._error(404, "NoSuchEntity", f"{arn} does not exist.")
    account = get_account_id()
    own = gather(name, account)
    boundary = iam_evaluator._permissions_boundary(store, name, account)

    def decide(action, resource):
        call = SimulatedCall(arn, kind, account, action, resource, "")
        call.given = given
        return decision_on(call, own, boundary)

    resources = members(params, "ResourceArns") or ["*"]
    missing = sorted(key for key in condition_keys(own) if key.lower() not in given)
    results = "".join(result(action, {one: decide(action, one) for one in resources}, missing) for action in actions)
    body = f"<EvaluationResults>{results}</EvaluationResults><IsTruncated>false</IsTruncated>"
    return iam._xml(
        200, "SimulatePrincipalPolicyResponse", f"<SimulatePrincipalPolicyResult>{body}</SimulatePrincipalPolicyResult>"
    )


def members(params, name):
    found = []
    while value := iam._p(params, f"{name}.member.{len(found) + 1}"):
        found.append(value)
    return found


def context_entries(params):
    """The given condition keys by their names in lower case, and what is wrong with them."""
    given = {}
    for number in range(1, len(params) + 1):
        prefix = f"ContextEntries.member.{number}."
        name, kind = (iam._p(params, f"{prefix}{field}") for field in ("ContextKeyName", "ContextKeyType"))
        if not name:
            break
        listed = TYPE.fullmatch(kind)
        values = members(params, f"{prefix}ContextKeyValues")
        if not listed or not values or (len(values) > 1 and not listed[2]):
            return given, f"Invalid context entry: {name}"
        given[name.lower()] = values if listed[2] else values[0]
    return given, ""


def decision_on(call, own, boundary):
    """Decision, and what organization and boundary decide; None where they have no say."""
    levels = organization_levels()
    if levels and iam_evaluator.evaluate(call, *levels).decision != "Allow":
        return "implicitDeny", False, None
    by_boundary = all(iam_evaluator.evaluate(call, limit).decision == "Allow" for limit in boundary) if boundary else None
    decision = DECISIONS[iam_evaluator.evaluate(call, own, *boundary).decision]
    return decision, True if levels else None, by_boundary


def organization_levels():
    """The service control policies of the account, of its units and of the root; each level has to allow a call."""
    target, levels = get_account_id(), []
    while target and "self" in organizations._orgs:
        attached = [
            iam_evaluator.parse_policy_document(policy["_Content"])
            for policy_id, policy in organizations._policies.items()
            if target in (organizations._attachments.get(policy_id) or [])
        ]
        levels.append(attached)
        target = ((organizations._accounts.get(target) or organizations._ous.get(target)) or {}).get("_ParentId")
    return levels


def condition_keys(policies):
    return {
        key
        for statements in policies
        for statement in statements
        for keys in (statement.conditions or {}).values()
        for key in keys
    }


def result(action, decided, missing):
    whole = max((decision for decision, _, _ in decided.values()), key=RESTRICTION.index)
    denied = any(organization is False for _, organization, _ in decided.values())
    known = any(organization is not None for _, organization, _ in decided.values())
    keys = "".join(f"<member>{key}</member>" for key in ([] if denied else missing))
    each = "" if list(decided) == ["*"] else "".join(of_resource(one, *found, keys) for one, found in decided.items())
    organization = f"<AllowedByOrganizations>{'false' if denied else 'true'}</AllowedByOrganizations>"
    return (
        f"<member><EvalActionName>{action}</EvalActionName><EvalResourceName>*</EvalResourceName>"
        f"<EvalDecision>{whole}</EvalDecision><MatchedStatements></MatchedStatements>"
        f"<MissingContextValues>{keys}</MissingContextValues>"
        + (f"<OrganizationsDecisionDetail>{organization}</OrganizationsDecisionDetail>" if known else "")
        + (f"<ResourceSpecificResults>{each}</ResourceSpecificResults>" if each else "")
        + "</member>"
    )


def of_resource(resource, decision, _organization, by_boundary, keys):
    allowed = f"<AllowedByPermissionsBoundary>{'true' if by_boundary else 'false'}</AllowedByPermissionsBoundary>"
    boundary = "" if by_boundary is None else f"<PermissionsBoundaryDecisionDetail>{allowed}</PermissionsBoundaryDecisionDetail>"
    return (
        f"<member><EvalResourceName>{resource}</EvalResourceName><EvalResourceDecision>{decision}</EvalResourceDecision>"
        f"<MissingContextValues>{keys}</MissingContextValues>{boundary}</member>"
    )
