"""What was asked cannot be done; the text is for the user."""


class Refusal(Exception):
    """`code` is the exit code: 2 where the command line is wrong, 1 where something that it names is."""

    def __init__(self, text, code=1):
        super().__init__(text)
        self.code = code
