"""What do other graders take for the same programs, and which cheats do they pay?"""
