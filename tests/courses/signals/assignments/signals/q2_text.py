"""Text with plain Python: no imports are needed."""


def ngram_counts(words, n):
    """Count the n-grams of a list of words.

    Arguments:
        words: list of str.
        n: length of an n-gram, at least 1.

    Returns:
        dict from n-gram (its words joined by one space) to how often it occurs.

    Example:
        >>> ngram_counts(["a", "b", "a", "b"], 2)
        {'a b': 2, 'b a': 1}
    """
    raise NotImplementedError


def merge_pair(tokens, pair):
    """Join every occurrence of two neighbouring tokens, from left to right.

    Arguments:
        tokens: list of str; it must be left as it is.
        pair: tuple of two tokens.

    Returns:
        A new list of tokens.

    Example:
        >>> merge_pair(["a", "a", "a"], ("a", "a"))
        ['aa', 'a']
    """
    raise NotImplementedError


def learn_merges(text, n_merges):
    """Byte-pair encoding on the characters of a text.

    Each step merges the most frequent pair of neighbours; among equally frequent ones the pair that comes first in
    alphabetical order. It stops early when no pair occurs twice.

    Returns:
        list of the merged pairs (tuples of two str), in order.

    Example:
        >>> learn_merges("abab", 3)
        [('a', 'b')]
    """
    raise NotImplementedError


def vocabulary(words):
    """The set of the different words in lower case.

    Example:
        >>> sorted(vocabulary(["A", "b", "a"]))
        ['a', 'b']
    """
    raise NotImplementedError


def windows(items, size):
    """Yield (as a generator) each tuple of `size` neighbours.

    Example:
        >>> list(windows([1, 2, 3], 2))
        [(1, 2), (2, 3)]
    """
    raise NotImplementedError


def clean_in_place(words):
    """Lower-case the words of a list in place and drop the empty ones; returns None.

    Example:
        >>> w = ["A", "", "b"]
        >>> clean_in_place(w)
        >>> w
        ['a', 'b']
    """
    raise NotImplementedError


def cosine(a, b):
    """Cosine similarity of two dicts of counts: dot product over the product of the norms; 0.0 if one has no counts.

    Example:
        >>> cosine({"a": 1}, {"a": 2})
        1.0
    """
    raise NotImplementedError


class Cache:
    """Keep the `capacity` most recently used values (LRU).

    get(key) gives the value and makes the key the most recent one; None if it is not there.
    put(key, value) stores; when there are too many, the least recently used one goes. It returns None.
    keys() gives a list of the keys, least recently used first.
    hits and misses count the calls of get.

    Raises ValueError for a capacity below 1.
    """

    def __init__(self, capacity):
        raise NotImplementedError

    def get(self, key):
        raise NotImplementedError

    def put(self, key, value):
        raise NotImplementedError

    def keys(self):
        raise NotImplementedError
