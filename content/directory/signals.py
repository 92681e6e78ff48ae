"""What the directory tells others about."""

from django.dispatch import Signal

# Rows were written or removed past Model.save(): sender is the model, `pks` a list of keys.
# Sent inside the writer's transaction, so that a listener's rows stand or fall with it.
bulk_changed = Signal()
