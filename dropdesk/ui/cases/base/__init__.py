"""What pages of the assistant share: the frame they talk to, the page itself, blocks, what is shown of a purchase."""
