"""the projection of a single head in place of all heads"""

parts = ["q4.parameters"]
hint = "The matrix of one projection serves all heads together: it has d_model columns, not d_head."
public = True


def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads:
        raise ValueError("d_model is not divisible by n_heads")
    d_head = d_model // n_heads
    total = 3 * d_model * d_head + (3 * d_head if bias else 0)
    return {"d_head": d_head, "shape": (d_model, d_head), "total": total}
