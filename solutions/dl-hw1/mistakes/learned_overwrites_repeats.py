"""repeated positions overwrite each other's gradient"""

import numpy as np

parts = ["q3.learned"]
hint = "result[positions] += upstream keeps one contribution a position. Use np.add.at(result, positions, upstream) or a loop."
public = True


class LearnedPositionalEmbedding:
    def __init__(self, table):
        self.table = table

    def _checked(self, positions):
        rows = np.asarray(positions)
        if np.any(rows < 0) or np.any(rows >= len(self.table)):
            raise IndexError("no such position")
        return rows

    def lookup(self, positions):
        return self.table[self._checked(positions)]

    def gradient(self, positions, upstream):
        result = np.zeros_like(self.table)
        result[self._checked(positions)] += upstream
        return result
