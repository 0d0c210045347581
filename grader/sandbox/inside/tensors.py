"""Carry PyTorch's tensors as arrays: in as tensors, out as arrays.

Everything of torch in use here is bound when the zygote makes a `Tensors`, which is before any student code runs, and tensors are taken
apart by functions of the C base class with every override of torch switched off, so no method of a student's is asked.
"""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np

from . import encoding


class Tensors:
    """What the profile `torch` adds to a cell; made once, in the zygote. Raises ImportError where torch is not installed."""

    def __init__(self) -> None:
        import torch

        base = torch._C.TensorBase
        self._detach, self._resolve_conj, self._resolve_neg, self._numpy = base.detach, base.resolve_conj, base.resolve_neg, base.numpy
        self._dtype, self._layout, self._device = (base.__dict__[name].__get__ for name in ("dtype", "layout", "device"))
        self._without_overrides, self._without_dispatch = torch._C.DisableTorchFunction, torch._C._DisableTorchDispatch
        self._from_numpy, self._strided, self._generator = torch.from_numpy, torch.strided, torch.default_generator
        torch.set_num_threads(1)
        for kind in (torch.Tensor, torch.nn.Parameter):
            encoding._WRITERS[id(kind)] = self._write
        # a first product and a first gradient let torch set itself up once, here
        one = torch.ones((2, 2), requires_grad=True)
        (one @ one).sum().backward()

    def _plain(self, tensor: Any) -> Any:
        """The values as an array that shares the tensor's memory; raises TypeError or RuntimeError where there is no such array."""
        if self._layout(tensor) is not self._strided or self._device(tensor).type != "cpu":
            raise TypeError
        return self._numpy(self._resolve_neg(self._resolve_conj(self._detach(tensor))))

    def _write(self, out: encoding._Message, tensor: Any, depth: int) -> None:
        """Write a tensor as the array of its values; one that NumPy cannot hold (bfloat16, sparse, on a GPU) by its type."""
        with self._without_overrides(), self._without_dispatch():  # asking for an attribute could run a student's code, too
            name = f"Tensor of {str(self._dtype(tensor)).removeprefix('torch.')}"
            try:
                array = self._plain(tensor)
            except (TypeError, RuntimeError):
                array = None
        if type(array) is np.ndarray:
            encoding._write_array(out, array, depth)
        else:
            out.put_alien(name)

    def put_in(self, value: Any) -> Any:
        """The same value with a tensor in place of every array, memory shared; an array that torch has no dtype for stays."""
        kind = type(value)
        if kind is np.ndarray:
            with contextlib.suppress(TypeError):
                return self._from_numpy(value)
            return value
        if kind is list or kind is tuple:
            return kind(self.put_in(item) for item in value)
        if kind is dict:
            return {key: self.put_in(item) for key, item in value.items()}
        return value

    def seed(self) -> None:
        """Put torch's random numbers back to the start."""
        self._generator.manual_seed(0)
