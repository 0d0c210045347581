"""Fill the HTML templates; they are compiled once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from grader.model import Assignment, ClassResult, points
from grader.report import classroom, marks, prose, student
from grader.report.escape import one_line
from grader.report.views import StudentView
from grader.report.words import FOUND, VERDICTS

if TYPE_CHECKING:
    from jinja2 import Environment

    from grader.statistics import ClassStatistics


def student_page(shown: StudentView) -> str:
    """The student's report: one self-contained HTML page."""
    return _environment().get_template("report.html").render(v=shown, tell=shown.language)


def class_page(class_result: ClassResult, assignment: Assignment | None = None) -> str:
    """The instructor's page of the class, with links to `<student>/report.html`."""
    return render("index.html", v=classroom.view(class_result, assignment), s=_figures(class_result))


def _figures(class_result: ClassResult) -> ClassStatistics | None:
    """Statistics of a class that is large enough for them to mean something."""
    if len(class_result.results) < classroom.FEW:
        return None
    from grader.statistics import analyse

    return analyse(class_result)


def render(template: str, **values: object) -> str:
    """Any other page of this room."""
    return _environment().get_template(template).render(**values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(
        points=points.points,
        possible=points.possible,
        percent=points.percent,
        plural=points.plural,
        inline=prose.inline,
        message=prose.message,
        prompt=prose.prompt,
        maths=prose.maths,
        icon=marks.icon,
        bar=marks.bar,
        case_list=marks.case_list,
        rich=marks.rich,
        link=marks.link,
        figure=marks.figure,
        code=marks.code,
        one_line=one_line,
        words=VERDICTS,
        found=FOUND,
        cases_in_words=student.cases_in_words,
    )
    return environment
