"""What CloudFormation has made, by what it is called in AWS."""

from ministack.services import cloudformation


def find_resource(kind, physical_id):
    """Logical id and properties of a resource; (None, {}) for one that no stack made."""
    for stack in list(cloudformation._stacks.values()):
        for name, resource in list(stack.get("_resources", {}).items()):
            if resource.get("ResourceType") == kind and resource.get("PhysicalResourceId") == physical_id:
                return name, resource.get("Properties", {})
    return None, {}
