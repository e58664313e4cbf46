"""The orders window: its table, and in ``pane`` the details of the chosen order."""
