"""Right answers in other clothes: other summation orders, einsum, double precision, other BLAS kernels."""

from __future__ import annotations

import ast
import platform
from collections.abc import Callable, Iterator, Mapping

from grader.model import Chunk, Module, Part
from grader.pipeline import Memory, Sandbox, Trial, Trials

_PRELUDE = """
import numpy as _np


def _einsum(a, b):
    a, b = _np.asarray(a), _np.asarray(b)
    if a.ndim == 0 or b.ndim == 0 or a.shape[-1] != b.shape[max(b.ndim - 2, 0)]:
        return a @ b  # which refuses it
    x, y = (a[None] if a.ndim == 1 else a), (b[:, None] if b.ndim == 1 else b)
    product = _np.einsum("...ij,...jk->...ik", x, y)
    product = product[..., 0, :] if a.ndim == 1 else product
    return product[..., 0] if b.ndim == 1 else product


def _backwards(a, b):
    a, b = _np.asarray(a), _np.asarray(b)
    if a.ndim == 0 or b.ndim == 0:
        return a @ b
    return _np.flip(a, -1) @ _np.flip(b, max(b.ndim - 2, 0))


def _summed(name, x, *args, **kwargs):
    axis = args[0] if args else kwargs.get("axis")
    return getattr(_np, name)(_np.flip(_np.asarray(x), axis), *args, **kwargs)


def _in_double(function):
    import functools

    def single(value):
        return isinstance(value, _np.ndarray) and value.dtype == _np.float32

    def holds_single(value):
        return any(map(holds_single, value)) if type(value) in (list, tuple) else single(value)

    def double(value):
        return value.astype(float) if single(value) else type(value)(map(double, value)) if type(value) in (list, tuple) else value

    def rounded(value):
        if isinstance(value, (_np.ndarray, _np.floating)) and value.dtype == float:
            return value.astype(_np.float32)
        if type(value) in (list, tuple):
            return type(value)(map(rounded, value))
        return {key: rounded(item) for key, item in value.items()} if type(value) is dict else value

    @functools.wraps(function)
    def wrapped(*args, **kwargs):
        if not any(map(holds_single, (*args, *kwargs.values()))):
            return function(*args, **kwargs)  # the very objects: some functions change them on purpose
        found = function(*map(double, args), **{name: double(value) for name, value in kwargs.items()})
        return rounded(found) if any(map(single, (*args, *kwargs.values()))) else found

    return wrapped
"""
"""Stands before the reference in the sandbox; it is no part of what the grader itself runs."""

_KERNELS = {"x86_64": ("Nehalem", "Sandybridge"), "AMD64": ("Nehalem", "Sandybridge"), "aarch64": ("ARMV8",), "arm64": ("ARMV8",)}
_SUMS = {"sum", "mean"}
_LIBRARIES = {"np", "numpy"}


class _Products(ast.NodeTransformer):
    """`a @ b` becomes `function(a, b)`."""

    def __init__(self, function: str) -> None:
        self.function = function

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.MatMult):
            return ast.Call(ast.Name(self.function, ast.Load()), [node.left, node.right], [])
        return node


class _Sums(ast.NodeTransformer):
    """`x.sum(...)` and `np.sum(x, ...)` add up from the other end."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        function = node.func
        if not (isinstance(function, ast.Attribute) and function.attr in _SUMS):
            return node
        module = isinstance(function.value, ast.Name) and function.value.id in _LIBRARIES
        given = node.args if module else [function.value, *node.args]
        return ast.Call(ast.Name("_summed", ast.Load()), [ast.Constant(function.attr), *given], node.keywords) if given else node


_REWRITINGS: dict[str, tuple[Callable[[], ast.NodeTransformer], ...]] = {
    "einsum for @": (lambda: _Products("_einsum"),),
    "other order of summation": (lambda: _Products("_backwards"), _Sums),
}


def variants(trials: Trials, sandbox: Sandbox) -> Iterator[tuple[str, Trial]]:
    """Each kind of variant with what the cases say of it; kernels run in sandboxes of their own."""
    reference = trials.reference.modules
    for name, rewritings in _REWRITINGS.items():
        yield name, trials.of({module: _rewritten(reference[module], rewritings) for module in reference})
    yield "float32 worked out in double", trials.of(_doubled(reference, trials.parts))
    for kernel in _KERNELS.get(platform.machine(), ()):
        with Sandbox(jobs=1, blas_kernel=kernel) as other:
            yield f"BLAS kernel {kernel}", trials.elsewhere(other, Memory()).of(reference)


def _rewritten(module: Module, rewritings: tuple[Callable[[], ast.NodeTransformer], ...]) -> Module:
    chunks = [Chunk("variant", _PRELUDE)]
    for chunk in module.chunks:
        try:
            tree: ast.AST = ast.parse(chunk.source)
        except SyntaxError:
            chunks.append(chunk)  # a cell with magics is left as it is
            continue
        for make in rewritings:
            tree = make().visit(tree)
        chunks.append(Chunk(chunk.label, ast.unparse(ast.fix_missing_locations(tree))))
    return Module(module.name, tuple(chunks))


def _doubled(reference: Mapping[str, Module], parts: tuple[Part, ...]) -> dict[str, Module]:
    """The functions that are asked for, computing in double precision what is given in single."""
    modules = dict(reference)
    for part in parts:
        plan = next(case.plan for case in part.cases if case.plan)
        name = part.kind.answer.partition(":")[2]
        module = modules.get(plan.module)
        if module is None or "." in name:
            continue
        wrap = f"if not isinstance({name}, type):\n    {name} = _in_double({name})\n"
        known = module.chunks if module.chunks[0].label == "variant" else (Chunk("variant", _PRELUDE), *module.chunks)
        modules[plan.module] = Module(module.name, (*known, Chunk("variant end", wrap)))
    return modules
