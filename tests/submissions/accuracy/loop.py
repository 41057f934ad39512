# points: 2
def accuracy(U, y):
    hits = 0
    for u, label in zip(U, y):
        if list(u).index(max(u)) == label:
            hits += 1
    return hits / len(y)
