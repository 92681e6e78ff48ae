"""Sample content: all persons, addresses and offers are invented.

Each module has `load()`, which may run again without making doubles.
"""


def load_all() -> None:
    """Load directory, roles and users, library, templates and synonyms, in the order they need."""
    from portal.accounts.sync import sync_roles
    from portal.sample.directory import load as load_directory
    from portal.sample.library import load as load_library
    from portal.sample.templates import load as load_templates
    from portal.sample.users import load as load_users

    load_directory()
    sync_roles()
    load_users()
    load_library()
    load_templates()
