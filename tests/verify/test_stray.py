"""Files that nothing refers to are told; those that something refers to are not."""

import pytest


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("assignments/hw/old.py", "nothing refers to it"),
        ("assignments/hw/q1_rescale.py.bak", "looks like something left behind"),
        ("assignments/hw/q1_rescale (1).py", "looks like something left behind"),
        ("assignments/hw/.ipynb_checkpoints", "looks like something left behind"),
        ("solutions/hw/q9_lost.py", "nothing refers to it"),
        ("rubrics/hw/unused.yaml", "nothing refers to it"),
        ("solutions/hw/cases/empty.py", "holds no @cases and is imported by no other file"),
        ("solutions/hw9/q1.py", "there is no assignments/hw9"),
    ],
)
def test_a_stray_file_is_told(name, told, course, findings):
    (course / name).parent.mkdir(exist_ok=True)
    (course / name).write_text("# nothing\n")
    (found,) = findings()
    assert name.startswith(found.place)
    assert told in found.problem
    assert found.help


def test_files_that_are_named_somewhere_belong_there(course, edit, findings):
    (course / "assignments/hw/figure.svg").write_text("<svg/>")
    (course / "assignments/hw/tables.py").write_text("TABLE = [1]\n")
    (course / "assignments/hw/README.md").write_text("Read me.\n")
    edit("assignments/hw/answers.md", "# Homework", "# Homework\n\n![](figure.svg)")
    edit("assignments/hw/q1_rescale.py", "import numpy as np", "import numpy as np\n\nimport tables")
    (course / "solutions/hw/cases/samples.py").write_text("SAMPLES = [1.0]\n")
    edit("solutions/hw/cases/q1_rescale.py", "import numpy as np", "import numpy as np\n\nfrom .samples import SAMPLES  # noqa")
    assert findings() == []


def test_a_stub_without_the_function(edit, findings):
    edit("assignments/hw/q1_rescale.py", "def rescale", "def scale")
    (found,) = findings()
    assert found.problem == "q1.rescale asks for rescale, and the stub has none"


def test_a_stub_that_is_no_python(edit, findings):
    edit("assignments/hw/q1_rescale.py", "def rescale(", "def rescale((")
    assert any(found.problem.startswith("the stub is no Python") for found in findings())
