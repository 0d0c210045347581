"""Read course files strictly: bounded, YAML 1.2, every mistake with its place."""
