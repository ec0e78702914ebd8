"""The `dalil` command: one file a group of commands; arguments in, printing out."""
