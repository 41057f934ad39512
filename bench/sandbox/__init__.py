"""What does it cost to run a program behind walls, and does it hold for a whole class?"""
