"""The edge to Slack: payloads into values, sheets into blocks, listeners, and the courier that delivers the outbox."""
