"""The training loss with its penalty."""
