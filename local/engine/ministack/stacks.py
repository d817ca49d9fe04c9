"""What CloudFormation has made, by what it is called in AWS."""

from functools import wraps

from ministack.core.responses import get_region
from ministack.services import cloudformation
from ministack.services.cloudformation import provisioners


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
    for stack in list(cloudformation._stacks.values()):
        for name, resource in list(stack.get("_resources", {}).items()):
            if resource.get("ResourceType") == kind and resource.get("PhysicalResourceId") == physical_id:
                return stack.get("StackName"), name, resource.get("Properties", {})
    return None, None, {}
