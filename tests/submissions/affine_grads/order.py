# mistakes: ORDER
def affine_grads(A, dZ):
    return dZ.sum(axis=0, keepdims=True), A.T @ dZ
