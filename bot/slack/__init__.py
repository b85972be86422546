"""Everything that touches Slack: reads payloads, builds blocks, registers listeners and delivers the outbox."""
