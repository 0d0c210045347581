"""Sheets as the platforms write them, with people of no class."""

from fractions import Fraction

import pytest

from grader.exports import Mark

CANVAS = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Homework 1 (1234),Homework 2 (1235),Final Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,100,50,(read only)\r\n"
    '"Lovelace, Ada",501,u1,ada,"Section ""A""",7.00,,12.5\r\n'
    '"Curie, Marie",502,u2,marie,Section B,,49,\r\n'
    '"Noether, Emmy",503,u3,emmy,Section B,EX,,\r\n'
    '"Student, Test",999,,,Section B,,,\r\n'
)
MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 11,Ada Lovelace,ada@uni.example,Submitted,-,100.00,Yes,"Friday, 20 November 2026, 10:00 PM",-,\n'
    "Participant 12,Marie Curie,Marie@uni.example,Submitted,88.50,100.00,Yes,-,-,well done\n"
    "Participant 13,Emmy Noether,emmy@uni.example,Submitted,,100.00,No,-,-,\n"
)
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Homework 1 [Total Pts: 100 Score] |77"\n'
    '"Lovelace"\t"Ada"\t"ada"\t"1"\t""\n'
    '"Curie"\t"Marie"\t"mcurie"\t"2"\t"90.00"\n'
)
EUROPEAN = "name;email;points\nAda Lovelace;ada@uni.example;7,5\nMarie Curie;marie@uni.example;\n"


@pytest.fixture
def canvas():
    return CANVAS.encode()


@pytest.fixture
def moodle():
    return MOODLE.encode()


@pytest.fixture
def blackboard():
    return b"\xff\xfe" + BLACKBOARD.encode("utf-16-le")


@pytest.fixture
def european():
    return EUROPEAN.encode()


@pytest.fixture
def marks():
    return {"ada": Mark(Fraction(175, 2), Fraction(100)), "marie": Mark(Fraction(90), Fraction(100))}
