"""Words that may be shown of a hidden case: they are nobody's own."""

from __future__ import annotations

_EXCEPTIONS = """
ArithmeticError AssertionError AttributeError AxisError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError
BufferError ChildProcessError ComplexWarning ConnectionError DTypePromotionError DeprecationWarning EOFError Exception
ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit ImportError IndentationError
IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LinAlgError LookupError MemoryError ModuleNotFoundError
NameError NotADirectoryError NotImplementedError OSError OverflowError PermissionError RecursionError ReferenceError RuntimeError
RuntimeWarning StopAsyncIteration StopIteration SyntaxError SystemError SystemExit TabError TimeoutError TypeError UFuncTypeError
UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UserWarning ValueError VisibleDeprecationWarning Warning
ZeroDivisionError
"""

EXCEPTIONS = frozenset(_EXCEPTIONS.split())
"""Exceptions of Python and NumPy."""

_MESSAGES = """
a accessed add after all along already ambiguous an and any are argument arguments array arrays as assigned assignment associated
at attribute axes axis base be been before bool boolean bounds broadcast broadcastable broadcasting builtin builtins but by call
callable called calling can cannot cast casting change changed circular class code collections complex concatenate concatenation
condition conversion convert converted core could defined depth dict dictionary different dimension dimensional dimensionality
dimensions divide divided division does domain dtype dtypes due during each element elements empty encountered error exactly
exceeded expected expects factor false file first float following for format found from function functions generated generator
given global got greater had has hashable have homogeneous implicit import in incompatible index indexed indexing indices infinite
infinity inhomogeneous initial input inputs instance instances int integer integers invalid invertible is item items iterable
iteration iterator its key keyword large last least left length less list local loop main mask match matching math matmul matrices
matrix maximum mean members minimum mismatch missing module more most multiple multiply must name named names nan ndarray ndim
negative no non none nonzero not number numeric numpy object objects of on one only operand operands operation operator or order
out output overflow parameter parameters part partially permitted position positional power previous prior provided quantum range
read recursion referenced remapped requested required requires reshape right same scalar self sequence sequences setting shape
shaped shapes should signature singular size sizes slice slices square str string subscript subscriptable subtract such sum
supported swap takes tensor than that the their then there this to together too true true_divide tuple tuples two type types ufunc
unexpected unhashable unpack unsupported use value values variable vector was were when where which while with within without you
zero
"""

MESSAGES = frozenset(_MESSAGES.split())
"""Words of the standard messages of Python and NumPy: none of them is a name or a value of anyone's own."""

_TYPES = """
AxesSubplot Counter DataFrame Decimal Figure Fraction Generator Index MaskedArray Module NoneType OrderedDict Path Random Series
Tensor Variable array async_generator bool builtin_function_or_method bytearray bytes classmethod complex coroutine date datetime
defaultdict deque dict dict_items dict_keys dict_values dtype ellipsis enumerate filter flatiter float frozenset function
generator int list list_iterator map masked_array matrix memmap memoryview method module ndarray nditer object odict_items
odict_keys odict_values partial property
range recarray reversed set slice staticmethod str tuple type ufunc zip
"""

TYPES = frozenset(_TYPES.split())
"""Types of common objects that code returns by mistake."""

_REFUSALS = "of bits bytes characters nested deeper than levels with more values can be carried a key keys void str_ bytes_"

REFUSALS = frozenset(_REFUSALS.split())
"""Words with which the sandbox tells why a value was not carried."""
