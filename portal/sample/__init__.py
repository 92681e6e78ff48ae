"""Sample content: all persons, addresses and offers are invented.

Each module has `load()`, which may run again without making doubles.
"""


def load_all() -> None:
    """Load directory, roles and users, library and templates, in the order they need."""
    from portal.accounts.sync import sync_roles
    from portal.sample import directory, library, templates, users

    directory.load()
    sync_roles()
    users.load()
    library.load()
    templates.load()
