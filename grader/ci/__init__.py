"""Grade pull requests: what is untrusted only observes, what is trusted runs nothing of theirs."""
