"""The engine's modules joined to one: in the order of their imports, every name once."""

from __future__ import annotations

import pytest

from giaoban.search.joining import JoiningError, joined


def test_a_module_stands_after_what_it_imports() -> None:
    made = joined(
        {
            "a.js": '// First.\nimport { b } from "./b.js";\nimport {\n  K1,\n} from "./constants.js";\nexport const a = K1;\n',
            "b.js": "export function b() {\n  // Says why.\n  return 1;\n}\n",
        }
    )
    lines = made.splitlines()
    assert lines.index("export function b() {") < lines.index("return 1;") < lines.index("export const a = K1;")
    assert lines.index("export const K1 = 1.2;") < lines.index("export const a = K1;")
    assert not any(line.startswith(("import", "//")) for line in lines)


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ({"a.js": "const x = 1;\n", "b.js": "function x() {}\n"}, "both declare x"),
        ({"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'}, "circle"),
        ({"a.js": 'import { b } from "./b.js";\n'}, "not there"),
    ],
)
def test_what_cannot_be_joined_is_said(modules: dict[str, str], said: str) -> None:
    with pytest.raises(JoiningError, match=said):
        joined(modules)
