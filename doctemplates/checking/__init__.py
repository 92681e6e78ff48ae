"""Trying an uploaded Word file in a process of its own, before anything else opens it.

`run_check` is the door; `python -m doctemplates.checking` is what runs behind it. No Django here.
"""

from doctemplates.checking.report import CheckedField, Report
from doctemplates.checking.running import run_check

__all__ = ["CheckedField", "Report", "run_check"]
