"""Carry PyTorch's tensors as arrays: in as tensors, out as arrays.

Everything of torch in use here is bound when the zygote imports this module, which is before any student code runs, and tensors are
taken apart by functions of the C base class with every override of torch switched off, so no method of a student's is asked.
"""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np
import torch

from . import encoding

_Tensor, _Parameter, _base = torch.Tensor, torch.nn.Parameter, torch._C.TensorBase
_detach, _resolve_conj, _resolve_neg, _numpy = _base.detach, _base.resolve_conj, _base.resolve_neg, _base.numpy
_dtype_of, _layout_of, _device_of = (_base.__dict__[name].__get__ for name in ("dtype", "layout", "device"))
_without_overrides, _without_dispatch = torch._C.DisableTorchFunction, torch._C._DisableTorchDispatch
_from_numpy, _strided, _generator = torch.from_numpy, torch.strided, torch.default_generator


def _plain(tensor: Any) -> Any:
    """The tensor's values as an array that shares its memory; raises TypeError or RuntimeError for a tensor that is no such thing."""
    if _layout_of(tensor) is not _strided or _device_of(tensor).type != "cpu":
        raise TypeError
    return _numpy(_resolve_neg(_resolve_conj(_detach(tensor))))


def _write_tensor(out: encoding._Message, tensor: Any, depth: int) -> None:
    """Write a tensor as the array of its values; one that NumPy cannot hold (bfloat16, sparse, on a GPU) by its type."""
    with _without_overrides(), _without_dispatch():  # asking for an attribute could run a student's code, too
        name = f"Tensor of {str(_dtype_of(tensor)).removeprefix('torch.')}"
        try:
            array = _plain(tensor)
        except (TypeError, RuntimeError):
            array = None
    if type(array) is np.ndarray:
        encoding._write_array(out, array, depth)
    else:
        out.put_alien(name)


def as_tensors(value: Any) -> Any:
    """The same value with a tensor in place of every array, memory shared.

    An array that torch has no dtype for stays as it is.
    """
    kind = type(value)
    if kind is np.ndarray:
        with contextlib.suppress(TypeError):
            return _from_numpy(value)
        return value
    if kind is list or kind is tuple:
        return kind(as_tensors(item) for item in value)
    if kind is dict:
        return {key: as_tensors(item) for key, item in value.items()}
    return value


def seed() -> None:
    """Put torch's random numbers back to the start."""
    _generator.manual_seed(0)


def install() -> None:
    """Teach the encoder tensors; once, in the zygote."""
    torch.set_num_threads(1)
    for kind in (_Tensor, _Parameter):
        encoding._WRITERS[id(kind)] = _write_tensor
    # a first product and a first gradient let torch set itself up once, here
    one = torch.ones((2, 2), requires_grad=True)
    (one @ one).sum().backward()
