"""What people can do at the desk, and what the desk decides. Slack and the database are reached through ports only."""
