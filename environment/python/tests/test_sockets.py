import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from marketbook_jupyter import sockets

RUNNER = "import sys; from marketbook_jupyter import sockets; print(sockets.open_folder()[0], flush=True); sys.stdin.read()"


class FolderOfSockets(unittest.TestCase):
    def setUp(self):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        self.temporary = Path(made.name)
        self.enterContext(mock.patch.object(tempfile, "tempdir", made.name))

    def runner(self):
        """Another process, and its folder."""
        package = str(Path(sockets.__file__).parent.parent)
        process = subprocess.Popen([sys.executable, "-c", RUNNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(self.temporary), "PYTHONPATH": package})
        self.addCleanup(lambda: (process.kill(), process.communicate()))
        return process, Path(process.stdout.readline().strip())

    def open(self):
        folder, handle = sockets.open_folder()
        self.addCleanup(sockets.close_folder, folder, handle)
        return folder

    def test_is_gone_after_a_kill_when_the_next_run_begins(self):
        process, left = self.runner()
        (left / "kernel-ipc-1").touch()
        process.kill()
        process.wait()
        self.assertTrue(left.exists())
        own = self.open()
        self.assertEqual(list(self.temporary.iterdir()), [own])

    def test_stays_while_its_process_lives(self):
        _, other = self.runner()
        own = self.open()
        self.assertEqual(sorted(self.temporary.iterdir()), sorted([other, own]))

    def test_of_another_user_or_without_a_lock_or_behind_a_link_is_left_alone(self):
        process, left = self.runner()
        process.kill()
        process.wait()
        with mock.patch.object(os, "getuid", return_value=os.getuid() + 1):
            sockets.remove_left_over()
        self.assertTrue(left.exists())
        young = Path(tempfile.mkdtemp(prefix=sockets.PREFIX))
        elsewhere = self.temporary / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / sockets.LOCK).touch()
        link = self.temporary / f"{sockets.PREFIX}link"
        link.symlink_to(elsewhere)
        sockets.remove_left_over()
        self.assertEqual(sorted(self.temporary.iterdir()), sorted([young, elsewhere, link]))

    def test_that_was_closed_is_gone(self):
        folder, handle = sockets.open_folder()
        sockets.close_folder(folder, handle)
        self.assertEqual(list(self.temporary.iterdir()), [])
