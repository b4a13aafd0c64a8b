"""Whether a cell that failed may run once more in the same kernel, or the notebook has to start again in a new one.

The same kernel is kept where nothing of the failed cell can be seen outside of it: it printed and showed nothing, changes no variable of
an earlier cell, calls nothing whose name says that it writes or sends, and touches neither files nor processes by itself.
The tag `retry` says that a cell may be repeated whatever it does, `no-retry` that it may not.
"""

import re

NEVER = {"TypeCheckError", "SystemExit", "TimeLimit", "MemoryLimit", "Stopped", "Interrupted"}
"""What would come out the same again, or was wanted."""

QUOTED = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
ANNOTATED = re.compile(r"(\b(?:const|let|var)\s+[A-Za-z_$][\w$]*)\s*:\s*[^=;\n]+=(?!>)")
DECLARED = re.compile(r"\b(?:const|let|var|function|class)\s+(?:\{([^}]*)\}|\[([^\]]*)\]|([A-Za-z_$][\w$]*))")
CHANGED = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)((?:\s*\??\.\s*[\w$]+|\s*\[[^\]\n]*\])*)\s*(?:(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)?=(?![=>])|\+\+|--)")
BEFORE = re.compile(r"(?:\+\+|--|\bdelete\s+)\s*([A-Za-z_$][\w$]*)")
MUTATES = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]*)(?:\.[\w$]+)*\.(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear|assign|next)\s*\(")
ACTS = re.compile(r"\b(?:write|append|save|record|send|submit|post|put|delete|remove|insert|place|cancel|order|publish|upload|commit|promote|register|mkdir|rm|unlink|rename|spawn|exec)[A-Z\w]*\s*\(|\bnode:(?:fs|child_process|net|http|https)\b|\bprocess\.(?!env\b|argv\b|platform\b|version)", re.IGNORECASE)
IMPORTED = re.compile(r"\bfrom\s*[\"'](node:(?:fs|child_process|net|https?)[^\"']*)")


def may_repeat(source, outputs, tags=()):
    if "no-retry" in tags:
        return False
    return "retry" in tags or not any(each["output_type"] != "error" for each in outputs) and not _acts_outside(source)


def _acts_outside(source):
    if IMPORTED.search(source):
        return True
    code = ANNOTATED.sub(r"\1 =", QUOTED.sub('""', source))
    own = {name for groups in DECLARED.findall(code) for part in groups for name in re.findall(r"[A-Za-z_$][\w$]*", part)}
    changed = [match[1] for pattern in (CHANGED, BEFORE, MUTATES) for match in pattern.finditer(code)]
    return bool(ACTS.search(code)) or any(name not in own for name in changed if name not in ("const", "let", "var", "type"))
