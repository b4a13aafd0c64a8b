"""What a cell may leave in the executed notebook: enough to read, and never so much that the notebook cannot be opened.

The TypeScript kernel sends less by itself (printing.cjs), unless a file or the log wants all; other kernels send everything.
"""

from nbformat import NotebookNode

FIRST = 1_000_000
LAST = 100_000
SHOWN = 50_000_000


class Printed:
    """The outputs of one cell, bounded: the first 1,000,000 and last 100,000 characters that it prints, and 50 MB of figures and values."""

    def __init__(self):
        self.count = 0
        self.shown = 0
        self.tail = self.ending = None
        self.left_out = 0
        self.note = None

    def add(self, outputs, name, text):
        """Puts printed text into the cell's outputs, joined to what the same stream printed before it."""
        if self.tail is None:
            fitting, text = text[: FIRST - self.count], text[max(0, FIRST - self.count) :]
            self.count += len(fitting)
            if fitting:
                self._join(outputs, name, fitting)
            if not text:
                return
            self.tail, self.ending = "", stream(name, "")
            outputs.append(self.ending)
        self.count += len(text)
        self.tail = (self.tail + text)[-LAST:]
        left = self.count - FIRST - len(self.tail)
        self.ending["text"] = f"{_left_out(left)}{self.tail}" if left else self.tail

    def _join(self, outputs, name, text):
        last = outputs[-1] if outputs else None
        if last and last["output_type"] == "stream" and last["name"] == name:
            last["text"] += text
        else:
            outputs.append(stream(name, text))

    def takes(self, outputs, data):
        """Whether a figure or value still fits; the first that does not is followed by words that count them."""
        size = _size(data)
        if self.shown + size <= SHOWN:
            self.shown += size
            return True
        self.left_out += 1
        if self.note is None:
            self.note = stream("stderr", "")
            outputs.append(self.note)
        self.note["text"] = f"... {self.left_out:,} more figures or values were shown here and left out: a cell keeps {SHOWN // 1_000_000} MB of them.\n"
        return False


def stream(name, text):
    return NotebookNode(output_type="stream", name=name, text=text)


def _left_out(count):
    return (
        f"\n... {count:,} characters were printed here and left out: a cell keeps the first {FIRST:,} and the last {LAST:,}. "
        "--stdout-file and --stderr-file keep everything. ...\n"
    )


def _size(value):
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(len(key) + _size(each) for key, each in value.items())
    return sum(map(_size, value)) if isinstance(value, list) else 8
