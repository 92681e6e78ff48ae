"""What the worker does for pages."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="library.publish_scheduled", ignore_result=True)
def publish_scheduled() -> None:
    """Publish and unpublish what editors scheduled for a time that has come."""
    call_command("publish_scheduled", verbosity=0)
