"""Make what students get out of a course: a folder, a notebook, a zip, proven free of secrets."""

from grader.release.gradescope import gradescope_files
from grader.release.making import Release, make_release
from grader.release.notebook import to_files, to_notebook
from grader.release.packing import write_release, zipped

__all__ = ["Release", "gradescope_files", "make_release", "to_files", "to_notebook", "write_release", "zipped"]
