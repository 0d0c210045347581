"""What runs beside student code; it imports nothing of ours but itself.

The zygote loads this one folder as the package `inside`; the grader's side reads the codec as `grader.sandbox.inside.codec`.
"""
