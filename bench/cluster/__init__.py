"""What does a cluster cost for each answer, and what do more workers bring?"""
