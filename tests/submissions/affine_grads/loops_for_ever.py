# status: failed
# points: 0
def affine_grads(A, dZ):
    i = 0
    while i < len(A):
        dW = A.T @ dZ
    return dW, dZ.sum(axis=0, keepdims=True)
