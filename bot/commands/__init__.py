"""The subcommands of `insyn`, a module for each. Heavy modules are imported only when needed."""
