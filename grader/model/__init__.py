"""The nouns of grading: frozen values with no file, clock, process or randomness."""

from grader.model.address import Address
from grader.model.case import Case, Check, Equals, Holds, Raises, Slot, Tolerance, Unchanged
from grader.model.course import Assignment, Course, Mistake, Part, Question
from grader.model.kind import Kind, Sample
from grader.model.observation import Foreign, Frame, Observation, Raised, Status
from grader.model.outcome import Message, Outcome, Verdict
from grader.model.plan import Attribute, Call, Item, Plan, Ref
from grader.model.result import ClassResult, PartResult, Result
from grader.model.submission import Answer, Chunk, Module, Submission

__all__ = [
    "Address",
    "Answer",
    "Assignment",
    "Attribute",
    "Call",
    "Case",
    "Check",
    "Chunk",
    "ClassResult",
    "Course",
    "Equals",
    "Foreign",
    "Frame",
    "Holds",
    "Item",
    "Kind",
    "Message",
    "Mistake",
    "Module",
    "Observation",
    "Outcome",
    "Part",
    "PartResult",
    "Plan",
    "Question",
    "Raised",
    "Raises",
    "Ref",
    "Result",
    "Sample",
    "Slot",
    "Status",
    "Submission",
    "Tolerance",
    "Unchanged",
    "Verdict",
]
