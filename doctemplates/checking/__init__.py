"""Opening a Word file that somebody sends in a process of its own, under limits.

`run_check` tries a template, `run_reading` reads a filled document; `python -m
doctemplates.checking` is what runs behind them. No Django here.
"""

from doctemplates.checking.held import Held
from doctemplates.checking.report import CheckedField, Report
from doctemplates.checking.running import run_check, run_reading

__all__ = ["CheckedField", "Held", "Report", "run_check", "run_reading"]
