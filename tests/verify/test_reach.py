"""Which parts a name can reach: by calls, by imports, by what runs at import."""

from fractions import Fraction

from grader.kinds.code import Code
from grader.model import Address, Call, Case, Chunk, Module, Part, Plan, Ref
from grader.verify.reach import reaching

Q1 = "LIMIT = 3\n\n\ndef inner(x):\n    return x\n\n\ndef asked(x):\n    return inner(x) + LIMIT\n\n\ndef unused(x):\n    return x\n"
Q2 = "from q1 import inner as wrong\nimport q3\n\n\ndef other(x):\n    return wrong(q3.deep(x))\n"
Q3 = "print('hello')\n\n\ndef deep(x):\n    return x\n\n\nclass Box:\n    def get(self):\n        return deep(1)\n"


def part(local, module, name):
    address = Address.parse(local, assignment="hw")
    plan = Plan(module, (Call(Ref(name)),), (Ref(0),))
    return Part(address, local, Fraction(1), Code(f"{module}.py:{name}"), (Case(address.of_case("a-01"), "a", plan),))


def test_names_reach_the_parts_that_depend_on_them():
    modules = {name: Module(name, (Chunk(f"{name}.py", text),)) for name, text in (("q1", Q1), ("q2", Q2), ("q3", Q3))}
    parts = [part("q1.asked", "q1", "asked"), part("q2.other", "q2", "other"), part("q3.box", "q3", "Box")]
    found = {name: sorted(address.local for address in addresses) for name, addresses in reaching(parts, modules).items()}
    assert found["q1", "inner"] == ["q1.asked", "q2.other"]
    assert found["q1", "LIMIT"] == ["q1.asked"]
    assert ("q1", "unused") not in found
    assert found["q3", "deep"] == ["q2.other", "q3.box"]
    assert found["q3", ""] == ["q2.other", "q3.box"]
