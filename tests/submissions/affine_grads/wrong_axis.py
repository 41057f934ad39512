# mistakes: DB-AXIS1
def affine_grads(A, dZ):
    dW = A.T @ dZ
    db = dZ.sum(1, keepdims=True)
    return dW, db
