"""What people can do at the desk, and what the desk decides. Knows no Slack and no database: those come in through ports."""
