from collections import Counter, OrderedDict, defaultdict
from dataclasses import dataclass, field
import re

def ngram_counts(words: list[str], n: int) -> dict[str, int]:
    return Counter(" ".join(g) for g in zip(*(words[i:] for i in range(n))))

def merge_pair(tokens, pair):
    result = []
    skip = False
    for a, b in zip(tokens, [*tokens[1:], None]):
        if skip:
            skip = False
            continue
        if (a, b) == pair:
            result.append(a + b); skip = True
        else:
            result.append(a)
    return result

def learn_merges(text, n_merges):
    toks = [*text]
    merges = []
    while len(merges) < n_merges:
        c = defaultdict(int)
        for p in zip(toks, toks[1:]):
            c[p] += 1
        best = sorted(c, key=lambda p: (-c[p], p))[:1]
        if not best or c[best[0]] < 2:
            return merges
        merges.append(best[0])
        toks = merge_pair(toks, best[0])
    return merges

def vocabulary(words):
    return set(map(str.lower, words))

def windows(items, size):
    return (tuple(items[i:i+size]) for i in range(len(items) - size + 1))

def clean_in_place(words):
    for i in range(len(words) - 1, -1, -1):
        if not words[i]:
            words.pop(i)
        else:
            words[i] = words[i].lower()

def cosine(a, b):
    import numpy as np
    keys = sorted({*a, *b})
    u = np.array([a.get(k, 0) for k in keys], float); v = np.array([b.get(k, 0) for k in keys], float)
    d = np.linalg.norm(u) * np.linalg.norm(v)
    return u @ v / d if d > 0 else 0.0

@dataclass
class Cache:
    capacity: int
    hits: int = 0
    misses: int = 0
    _d: OrderedDict = field(default_factory=OrderedDict)

    def __post_init__(self):
        if self.capacity < 1:
            raise ValueError("capacity")

    def get(self, key):
        if key in self._d:
            self.hits += 1
            self._d.move_to_end(key)
            return self._d[key]
        self.misses += 1

    def put(self, key, value):
        self._d[key] = value
        self._d.move_to_end(key)
        if len(self._d) > self.capacity:
            self._d.popitem(last=False)

    def keys(self):
        return self._d.keys()
