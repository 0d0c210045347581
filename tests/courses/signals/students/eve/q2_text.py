def ngram_counts(words, n):
	d = {}
	for i in range(len(words)):
		g = words[i:i+n]
		if len(g) == n:
			d[" ".join(g)] = d.get(" ".join(g), 0) + 1
	return d
def merge_pair(tokens, pair):
	tokens = tokens.copy()
	i = 0
	while i < len(tokens) - 1:
		if tokens[i] == pair[0] and tokens[i+1] == pair[1]:
			tokens[i:i+2] = [pair[0] + pair[1]]
		i += 1
	return tokens
def learn_merges(text, n_merges):
	t = list(text); m = []
	for _ in range(n_merges):
		pairs = [(t[i], t[i+1]) for i in range(len(t)-1)]
		if not pairs: break
		best = max(sorted(set(pairs)), key=pairs.count)
		if pairs.count(best) == 1: break
		m.append(list(best)); t = merge_pair(t, best)
	return m
def vocabulary(words)
	return list(dict.fromkeys(w.lower() for w in words))
def windows(items, size):
	return [tuple(items[i:i+size]) for i in range(len(items)-size+1)]
def clean_in_place(words):
	new = [w.lower() for w in words if w != ""]
	words.clear()
	words.extend(new)
	return words
def cosine(a, b):
	dot = sum(a[k]*b[k] for k in a if k in b)
	na = sum(v**2 for v in a.values()); nb = sum(v**2 for v in b.values())
	if na == 0 or nb == 0: return 0
	return dot / (na*nb)**.5
class Cache:
	def __init__(self, capacity):
		if capacity < 1: raise ValueError("no")
		self.capacity = capacity; self.hits = self.misses = 0
		self.store = []
	def get(self, key):
		for i, (k, v) in enumerate(self.store):
			if k == key:
				self.hits += 1
				self.store.append(self.store.pop(i))
				return v
		self.misses += 1
		return None
	def put(self, key, value):
		self.store = [(k, v) for k, v in self.store if k != key] + [(key, value)]
		self.store = self.store[-self.capacity:]
	def keys(self):
		return tuple(k for k, v in self.store)
