"""Sample content: all persons, addresses and offers are invented.

Each module has `load()`, which may run again without making doubles.
"""


def load_all() -> None:
    """Load all of the sample, in the order that its parts need."""
    from portal.sample.directory import load as load_directory
    from portal.sample.library import load as load_library
    from portal.sample.recommendations import load as load_recommendations
    from portal.sample.templates import load as load_templates
    from portal.sample.users import load as load_users
    from portal.setup import setup_site

    load_directory()
    setup_site()
    load_users()
    load_library()
    load_templates()
    load_recommendations()
