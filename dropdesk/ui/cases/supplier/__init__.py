"""Pages on which a purchase is stopped: ask, what came of it, and what to do where nobody wished it."""
