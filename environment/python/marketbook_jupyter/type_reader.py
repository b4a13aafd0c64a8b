"""TypeScript types as far as they are written with TypeScript's own words; a class or a generic of one's own is read as anything."""

import json
import math
import re

TOKEN = re.compile(r"\s*(?:(?P<text>\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')|(?P<number>-?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)|(?P<name>[A-Za-z_$][\w$.]*)|(?P<sign>=>|\[\]|[\[\](){}<>|&,;:?]))")
ANYTHING = ("anything",)
PLAIN = {"string", "number", "boolean", "null", "undefined", "bigint"}


def parse_type(text, aliases=None):
    """A nest of tuples: ("number",), ("literal", "buy"), ("union", [...]), ("list", type), ("tuple", [...]), ("record", type), ("object", {name: (type, optional)})."""
    tokens = _tokens(text)
    if tokens is None:
        return ANYTHING
    reader = _Reader(tokens, aliases or {})
    try:
        found = reader.union()
        return found if reader.at == len(tokens) else ANYTHING
    except (IndexError, _Unread):
        return ANYTHING


def _tokens(text):
    found, at = [], 0
    while text[at:].strip():
        token = TOKEN.match(text, at)
        if not token:
            return None
        found.append((token.lastgroup, token[token.lastgroup]))
        at = token.end()
    return found


class _Unread(Exception):
    pass


class _Reader:
    def __init__(self, tokens, aliases):
        self.tokens, self.aliases, self.at = tokens, aliases, 0

    def next(self, *wanted):
        """Takes the next token where it is one of those wanted, or any."""
        if self.at < len(self.tokens) and (not wanted or self.tokens[self.at][1] in wanted):
            self.at += 1
            return self.tokens[self.at - 1]
        if wanted:
            return None
        raise _Unread

    def need(self, sign):
        if not self.next(sign):
            raise _Unread

    def union(self):
        self.next("|")
        options = [self.listed()]
        while self.next("|"):
            options.append(self.listed())
        flat = [each for option in options for each in (option[1] if option[0] == "union" else [option])]
        return flat[0] if len(flat) == 1 else ANYTHING if ANYTHING in flat else ("union", flat)

    def listed(self):
        if self.next("readonly"):
            return self.listed()
        kind = self.one()
        while self.next("[]"):
            kind = ("list", kind)
        return kind

    def one(self):
        group, word = self.next()
        if group == "text":
            return ("literal", json.loads(word) if word[0] == '"' else word[1:-1].replace("\\'", "'"))
        if group == "number":
            plain = float(word.replace("_", ""))
            return ("literal", int(plain) if math.isfinite(plain) and plain == int(plain) else plain)
        if word == "(":
            kind = self.union()
            self.need(")")
            return kind
        if word == "[":
            return self.tuple()
        if word == "{":
            return self.object()
        return self.named(word) if group == "name" else ANYTHING

    def named(self, word):
        if word in PLAIN:
            return (word,)
        if word in ("true", "false"):
            return ("literal", word == "true")
        given = []
        if self.next("<"):
            given.append(self.union())
            while self.next(","):
                given.append(self.union())
            self.need(">")
        if word in ("Array", "ReadonlyArray") and len(given) == 1:
            return ("list", given[0])
        if word == "Record" and len(given) == 2:
            return ("record", given[1]) if given[0] in (("string",), ANYTHING) else ANYTHING
        if word == "Readonly" and len(given) == 1:
            return given[0]
        if word in self.aliases and not given:
            others = {name: text for name, text in self.aliases.items() if name != word}
            return parse_type(self.aliases[word], others)
        return ANYTHING

    def tuple(self):
        kinds = []
        while not self.next("]"):
            kinds.append(self.union())
            if not self.next(","):
                self.need("]")
                break
        return ("tuple", kinds)

    def object(self):
        fields = {}
        while not self.next("}"):
            self.next("readonly")
            group, name = self.next()
            if name == "[":  # { [name: string]: number }
                self.next(), self.need(":"), self.next(), self.need("]"), self.need(":")
                kind = self.union()
                self.next(";", ","), self.need("}")
                return ("record", kind)
            optional = bool(self.next("?"))
            self.need(":")
            fields[json.loads(name) if group == "text" and name[0] == '"' else name.strip("'")] = (self.union(), optional)
            self.next(";", ",")
        return ("object", fields)
