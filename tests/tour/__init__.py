"""``make tour``: the main job in the real window, by input events alone, with pictures of every page."""
