"""A conversation with the real desk on a pretend Slack, to be read, and then to be joined."""
