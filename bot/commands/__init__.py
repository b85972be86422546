"""What the `insyn` command does, a module for each of its verbs. Nothing heavy is imported until it is needed."""
