"""Public checks of question 2."""

from grader.authoring import call, cases


@cases("q2.cache", hint="keys() lists the least recently used key first.")
def order_of_keys(rng):
    """the least recently used key comes first"""
    cache = call("Cache", 2)
    cache.put("a", 1)
    cache.put("b", 2)
    cache.get("a")
    yield cache.keys()


@cases("q2.windows", hint="yield each tuple.")
def three_items(rng):
    """the windows of three items"""
    yield call("builtins.list", call("windows", [1, 2, 3], 2))


@cases("q2.normalise", hint="Change the list itself.")
def two_words(rng):
    """the list itself is changed"""
    words = call("builtins.list", ["A", ""])
    call("clean_in_place", words)
    yield words
