def ngram_counts(words, n):
    return {tuple(words[i:i+n]): 1 for i in range(len(words)-n+1)}
def merge_pair(tokens, pair):
    i = 0
    while i < len(tokens) - 1:
        if (tokens[i], tokens[i+1]) == pair:
            tokens[i:i+2] = ["".join(pair)]
        i += 1
    return tokens
def learn_merges(text, n_merges):
    t = list(text); m = []
    for _ in range(n_merges):
        pairs = list(zip(t, t[1:]))
        best = max(pairs, key=pairs.count)
        m.append(best); t = merge_pair(t, best)
    return m
def vocabulary(words):
    return set(words)
def windows(items, size):
    for i in range(len(items)):
        yield items[i:i+size]
def clean_in_place(words):
    words = [w.lower() for w in words if w]
    return words
def cosine(a, b):
    common = set(a) & set(b)
    dot = sum(a[k]*b[k] for k in common)
    na = sum(a[k]**2 for k in common)**.5; nb = sum(b[k]**2 for k in common)**.5
    return dot/(na*nb)
class Cache:
    hits = 0
    misses = 0
    def __init__(self, capacity):
        self.capacity = capacity; self.d = {}
    def get(self, key):
        self.hits += 1
        return self.d[key]
    def put(self, key, value):
        self.d[key] = value
        if len(self.d) > self.capacity:
            self.d.popitem()
    def keys(self):
        return self.d
