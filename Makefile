# The maintainers' verbs; each is a verb of bootstrap.py, so that nothing but Python is needed.
.PHONY: grade check test golden bench docs fmt lock
grade check test golden bench docs fmt lock:
	python3 bootstrap.py $@
