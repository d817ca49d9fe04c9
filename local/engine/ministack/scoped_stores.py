"""What a service keeps is asked for by account and region, which MiniStack 1.5.33 looks up again at each key of a walk.

With a thousand parameters that takes most of the time of a request; here they are looked up once per walk.
"""

from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region


def correct():
    AccountRegionScopedDict.__len__ = lambda store: len(keys(store))
    AccountRegionScopedDict.__iter__ = lambda store: iter(keys(store))
    AccountRegionScopedDict.keys = keys
    AccountRegionScopedDict.values = lambda store: [value for _, value in items(store)]
    AccountRegionScopedDict.items = items


def keys(store):
    return [key for key, _ in items(store)]


def items(store):
    mine = (get_account_id(), get_region())
    # Of a copy: others may add to the store meanwhile.
    return [(key[2], value) for key, value in list(store._data.items()) if key[:2] == mine]
