"""Reference of question 2."""

from collections import Counter


def ngram_counts(words, n):
    return dict(Counter(" ".join(words[i : i + n]) for i in range(len(words) - n + 1)))


def merge_pair(tokens, pair):
    out, i = [], 0
    while i < len(tokens):
        if tuple(tokens[i : i + 2]) == tuple(pair):
            out.append(tokens[i] + tokens[i + 1])
            i += 2
        else:
            out.append(tokens[i])
            i += 1
    return out


def learn_merges(text, n_merges):
    tokens, merges = list(text), []
    for _ in range(n_merges):
        counts = Counter(zip(tokens, tokens[1:]))
        if not counts:
            break
        pair, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if count < 2:
            break
        merges.append(pair)
        tokens = merge_pair(tokens, pair)
    return merges


def vocabulary(words):
    return {word.lower() for word in words}


def windows(items, size):
    for i in range(len(items) - size + 1):
        yield tuple(items[i : i + size])


def clean_in_place(words):
    words[:] = [word.lower() for word in words if word]


def cosine(a, b):
    norms = sum(v * v for v in a.values()) ** 0.5 * sum(v * v for v in b.values()) ** 0.5
    return sum(v * b.get(k, 0) for k, v in a.items()) / norms if norms else 0.0


class Cache:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity, self.hits, self.misses, self._kept = capacity, 0, 0, {}

    def get(self, key):
        if key not in self._kept:
            self.misses += 1
            return None
        self.hits += 1
        self._kept[key] = self._kept.pop(key)
        return self._kept[key]

    def put(self, key, value):
        self._kept.pop(key, None)
        self._kept[key] = value
        if len(self._kept) > self.capacity:
            del self._kept[next(iter(self._kept))]

    def keys(self):
        return list(self._kept)
