"""Parts from which scripts/make_templates.py builds the sample Word templates."""
