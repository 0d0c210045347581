"""The nouns of grading: frozen values with no file, clock, process or randomness."""

from grader.model.address import Address
from grader.model.case import Case, Check, Equals, Holds, Raises, Slot, Tolerance, Unchanged
from grader.model.course import Assignment, Course, Mistake, Part, Profile, Question
from grader.model.decision import Override
from grader.model.kind import Kind, Sample
from grader.model.observation import Foreign, Frame, Observation, Raised, Status
from grader.model.outcome import Found, Message, Outcome, Proposal, ReadLine, Span, Verdict
from grader.model.plan import Attribute, Call, Item, Plan, Ref
from grader.model.policy import Adjustment, CourseRules, HandedIn, Moment, Policy, Scored, Total
from grader.model.result import ClassResult, PartResult, Result, Settled
from grader.model.submission import Answer, Chunk, Module, Origin, Submission, join

__all__ = [
    "Address",
    "Adjustment",
    "Answer",
    "Assignment",
    "Attribute",
    "Call",
    "Case",
    "Check",
    "Chunk",
    "ClassResult",
    "Course",
    "CourseRules",
    "Equals",
    "Foreign",
    "Found",
    "Frame",
    "HandedIn",
    "Holds",
    "Item",
    "Kind",
    "Message",
    "Mistake",
    "Module",
    "Moment",
    "Observation",
    "Origin",
    "Outcome",
    "Override",
    "Part",
    "PartResult",
    "Plan",
    "Policy",
    "Profile",
    "Proposal",
    "Question",
    "Raised",
    "Raises",
    "ReadLine",
    "Ref",
    "Result",
    "Sample",
    "Scored",
    "Settled",
    "Slot",
    "Span",
    "Status",
    "Submission",
    "Tolerance",
    "Total",
    "Unchanged",
    "Verdict",
    "join",
]
