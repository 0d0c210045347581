"""only one of the three projections is counted"""

parts = ["q4.parameters"]
hint = "Queries, keys and values have a projection each: three times as many."
public = True


def projection_parameters(d_model, n_heads, bias=False):
    if d_model % n_heads:
        raise ValueError("d_model is not divisible by n_heads")
    total = d_model * d_model + (d_model if bias else 0)
    return {"d_head": d_model // n_heads, "shape": (d_model, d_model), "total": total}
