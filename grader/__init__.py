"""Grade homework of numeric courses: code, derivations, prose and numbers."""
