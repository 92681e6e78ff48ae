"""Word templates: read the fields of a .docx, fill them, read them back.

This is the app's door to the Word core, which knows neither Django nor a database.
"""

from doctemplates.compiling import CompiledTemplate, compile_template
from doctemplates.errors import DocTemplateError, FillError, PackageError
from doctemplates.fields.model import Kind, Location, Problem, TemplateField
from doctemplates.filling import fill
from doctemplates.reading import read_fields, read_values

__all__ = [
    "CompiledTemplate",
    "DocTemplateError",
    "FillError",
    "Kind",
    "Location",
    "PackageError",
    "Problem",
    "TemplateField",
    "compile_template",
    "fill",
    "read_fields",
    "read_values",
]
