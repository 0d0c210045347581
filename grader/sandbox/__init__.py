"""Run plans beside untrusted student code under lock-down."""

from grader.sandbox.batch import Batch
from grader.sandbox.packing import pack, unpack
from grader.sandbox.plain import observe_plainly
from grader.sandbox.profiles import PROFILES
from grader.sandbox.recording import decode
from grader.sandbox.sandbox import Sandbox

__all__ = ["PROFILES", "Batch", "Sandbox", "decode", "observe_plainly", "pack", "unpack"]
