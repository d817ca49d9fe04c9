"""What CloudFormation has made, by what it is called in AWS."""

from functools import wraps

from ministack.core import iam_evaluator
from ministack.core.responses import _account_from_sts_session, get_account_id, get_region
from ministack.services import cloudformation
from ministack.services.cloudformation import provisioners

# Where a resource was found before: whoever makes a call is looked for at every call.
found = {}


def correct():
    provisioners._physical_name = in_region(provisioners._physical_name)


def in_region(physical_name):
    """IAM names are those of an account: without this, stacks of one name in two regions share their roles."""

    @wraps(physical_name)
    def corrected(*parameters, **named):
        seed = provisioners._NAME_SEED.set(f"{get_region()}{provisioners._NAME_SEED.get()}")
        try:
            return physical_name(*parameters, **named)
        finally:
            provisioners._NAME_SEED.reset(seed)

    return corrected


def find_resource(kind, physical_id):
    """Logical id and properties of a resource; (None, {}) for one that no stack made."""
    _, name, properties = find_in_stack(kind, physical_id)
    return name, properties


def find_in_stack(kind, physical_id):
    """Name of the stack, logical id and properties of a resource; (None, None, {}) for one that no stack made."""
    place = (get_region(), kind, physical_id)
    known = found.get(place)
    if not known or not is_there(*known):
        known = found[place] = search(kind, physical_id)
    if known is None:
        return None, None, {}
    stack, name, resource = known
    return stack.get("StackName"), name, resource.get("Properties", {})


def search(kind, physical_id):
    for stack in list(cloudformation._stacks.values()):
        for name, resource in list(stack.get("_resources", {}).items()):
            if resource.get("ResourceType") == kind and resource.get("PhysicalResourceId") == physical_id:
                return stack, name, resource
    return None


def is_there(stack, name, resource):
    """A stack may have been deleted since, or have another resource of that name."""
    return any(stack is one for one in cloudformation._stacks.values()) and stack.get("_resources", {}).get(name) is resource


def role_of(access_key):
    """Name of the role whose session a key belongs to; None for anybody else."""
    account = _account_from_sts_session(access_key or "") or get_account_id()
    credential = iam_evaluator.resolve_credential(access_key or "", account)
    is_role = getattr(credential, "principal_type", None) == "AssumedRole"
    return credential.principal_arn.split("/")[1] if is_role else None
