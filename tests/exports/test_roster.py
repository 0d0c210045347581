"""Who is who."""

import pytest

from grader.errors import UsageError
from grader.exports import Roster, read_roster

ROSTER = b"student,name,email,sis_id\nada,Ada Lovelace,Ada@uni.example,u1\nmarie,Marie Curie,marie@uni.example,u2\n"


@pytest.mark.parametrize("name", ["ADA", "ada@uni.example", "Lovelace, Ada", " ada  lovelace ", "U1"])
def test_a_student_is_found_by_any_of_their_names(name):
    assert read_roster(ROSTER, "r.csv").student(name) == "ada"


@pytest.mark.parametrize("name", ["nobody", ""])
def test_nobody_is_found_by_a_stranger_s_name(name):
    assert read_roster(ROSTER, "r.csv").student(name) is None


def test_a_name_that_two_share_identifies_neither():
    shared = read_roster(b"student,name\nada1,Ada Smith\nada2,Ada Smith\n", "r.csv")
    assert shared.student("Ada Smith") is None


def test_without_a_roster_everybody_is_called_what_the_hand_in_is_called():
    assert Roster().called("Ada") == {"ada"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"name\nAda\n", "r.csv:1: there is no column 'student'"),
        (b"student,e_mail\nada,x\n", "r.csv:1: unknown column 'e_mail'; did you mean 'email'?"),
        (b"student,name\n,Ada\n", "r.csv:2: the column 'student' is empty"),
        (b"student\nada\nada\n", "r.csv:3: 'ada' stands there twice"),
        (b"student,email\nada,a@x\nbo,A@x\n", "r.csv:3: email 'A@x' stands in line 2 already"),
    ],
)
def test_a_wrong_roster_is_refused_with_the_line(content, sentence):
    with pytest.raises(UsageError) as caught:
        read_roster(content, "r.csv")
    assert sentence in str(caught.value)
