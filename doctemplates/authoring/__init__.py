"""Where coordinators see what the portal found in a Word file, and set what the form shows."""
