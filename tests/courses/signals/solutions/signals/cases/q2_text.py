"""Hidden cases of question 2."""

from grader.authoring import call, cases, holds, raises, unchanged


@cases("q2.bigrams", weight=2, hint="Join words[i : i + n] for each i and count.")
def counted(rng):
    """Words, pairs and triples."""
    words = "the cat saw the dog and the cat ran".split()
    for n in (1, 2, 3):
        yield call("ngram_counts", words, n)


@cases("q2.bigrams", hint="Nothing to count: an empty dict.")
def too_few(rng):
    """Fewer words than n."""
    yield call("ngram_counts", ["one"], 2)
    yield call("ngram_counts", [], 1)


@cases("q2.merge", weight=2, hint="After a match go on behind both tokens.")
def merged(rng):
    """Pairs in the middle, at the ends and none at all."""
    yield call("merge_pair", ["l", "o", "w", "l", "o"], ("l", "o"))
    yield call("merge_pair", ["x", "y"], ("y", "x"))
    yield call("merge_pair", [], ("y", "x"))


@cases("q2.merge", hint="Overlapping pairs are taken from the left.")
def overlapping(rng):
    """Runs of one token."""
    yield call("merge_pair", ["b", "b", "b", "b", "b"], ("b", "b"))


@cases("q2.merge", weight=0.5, hint="Build a new list.")
def tokens_untouched(rng):
    """The tokens are left as they are."""
    yield unchanged(call("merge_pair", ["a", "b", "a", "b"], ("a", "b")))


@cases("q2.bpe", weight=2, hint="Count the pairs anew after each merge.")
def learned(rng):
    """A few merges of short texts."""
    yield call("learn_merges", "low lower lowest", 4)
    yield call("learn_merges", "banana bandana", 5)


@cases("q2.bpe", hint="Among equally frequent pairs the alphabetically first.")
def ties(rng):
    """Ties."""
    yield call("learn_merges", "zyzyabab", 2)


@cases("q2.bpe", hint="Stop when no pair occurs twice; an empty text has no pairs.")
def early(rng):
    """It stops early."""
    yield call("learn_merges", "abc", 5)
    yield call("learn_merges", "", 5)
    yield call("learn_merges", "aaaa", 0)


@cases("q2.vocabulary", hint="word.lower() for each word.")
def words(rng):
    """Words in several spellings."""
    yield call("builtins.sorted", call("vocabulary", ["The", "cat", "THE", "Cat", "ran"]))
    yield call("builtins.sorted", call("vocabulary", []))


@cases("q2.windows", hint="range(len(items) - size + 1) windows.")
def slid(rng):
    """Windows of several sizes."""
    yield call("builtins.list", call("windows", [4, 5, 6, 7], 2))
    yield call("builtins.list", call("windows", ["a", "b"], 2))
    yield call("builtins.list", call("windows", [1], 2))


@cases("q2.normalise", hint="words[:] = ... changes the list itself.")
def cleaned(rng):
    """The list itself is changed."""
    words = call("builtins.list", ["The", "", "CAT", ""])
    call("clean_in_place", words)
    yield words


@cases("q2.cosine", weight=2, hint="Only common keys add to the dot product; all values to the norms.")
def similar(rng):
    """Counts with and without common words."""
    yield call("cosine", {"a": 3, "b": 1}, {"a": 2, "c": 5})
    yield call("cosine", {"a": 1}, {"b": 1})


@cases("q2.cosine", hint="A norm of 0 must not divide.")
def nothing_to_compare(rng):
    """No counts."""
    yield call("cosine", {}, {"a": 1})
    yield call("cosine", {"a": 0}, {"a": 0})


def _filled(capacity, keys):
    cache = call("Cache", capacity)
    for number, key in enumerate(keys):
        cache.put(key, number)
    return cache


@cases("q2.cache", weight=2, hint="Drop the least recently used key when there are too many.")
def dropped(rng):
    """What is dropped when there is no room."""
    yield _filled(2, "abc").keys()
    yield _filled(2, "abac").keys()


@cases("q2.cache", weight=2, hint="get makes its key the most recent one.")
def used(rng):
    """Use keeps a key."""
    cache = _filled(2, "ab")
    cache.get("a")
    cache.put("c", 7)
    yield [cache.keys(), cache.hits, cache.misses]


@cases("q2.cache", hint="hits and misses count calls of get.")
def counters(rng):
    """Hits and misses are counted."""
    cache = _filled(3, "abc")
    for key in "aab":
        cache.get(key)
    yield [cache.hits, cache.misses, cache.get("c")]


@cases("q2.cache", hint="get of an unknown key gives None and counts as a miss.")
def unknown(rng):
    """Unknown keys."""
    cache = _filled(1, "ab")
    values = [cache.get(key) for key in "aba"]
    yield [*values, cache.hits, cache.misses]


@cases("q2.cache", hint="Check the capacity.")
def no_room(rng):
    """A capacity of 0."""
    yield raises(ValueError, call("Cache", 0))
