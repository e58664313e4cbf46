"""The running application: one window over the services of one data folder (``session.run`` starts it)."""
