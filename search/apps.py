from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Listen to the models and register the checks."""
        from search import checks, signal_handlers, wakeup  # noqa: F401

        signal_handlers.connect()
        wakeup.prepare()
