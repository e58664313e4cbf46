"""What pages, pane and timeline show of a case and its order. Nothing is decided or stored here."""
