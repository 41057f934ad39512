"""What an instructor does with a class, the same at a terminal and in a browser."""
