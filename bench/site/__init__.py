"""Does the site bear a class?  Its answers, its speed, its memory under 200 students."""
