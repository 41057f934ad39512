# points: 0.72
# right:
# says: The difference between two calls of your function
def linear_loss(X, y, W, b, alpha):
    return 0.0
