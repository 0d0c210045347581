"""Run plans beside untrusted student code under lock-down."""

from grader.sandbox.batch import Batch
from grader.sandbox.recording import decode
from grader.sandbox.sandbox import Sandbox

__all__ = ["Batch", "Sandbox", "decode"]
