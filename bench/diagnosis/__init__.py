"""How often does the grader name the mistake in programs written in other styles than ours?"""
