"""A conversation with the real desk on a stand-in for Slack, to be read and then continued."""
