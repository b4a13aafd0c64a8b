import asyncio
import json
import os
import stat
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from jupyter_client.manager import AsyncKernelManager

from marketbook_jupyter import pool, pool_address, pool_freshness, pool_kernel
from marketbook_jupyter.pool_manager import KernelManager


def notebook(folder, name="in.ipynb", kernel="tslab"):
    path = Path(folder, name)
    path.write_text(json.dumps({"metadata": {"kernelspec": {"name": kernel}}, "cells": []}), encoding="utf8")
    return str(path)


class EarlyKernel(unittest.TestCase):
    def test_is_wanted_by_a_run_of_a_typescript_notebook(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertTrue(pool_kernel.wanted_by([notebook(folder), "out.ipynb", "-p", "lookback", "60"]))

    def test_is_not_wanted_where_no_kernel_or_another_one_is_started(self):
        with tempfile.TemporaryDirectory() as folder:
            ours, other = notebook(folder), notebook(folder, "other.ipynb", "python3")
            for words in ([other, "out.ipynb"], [ours, "--prepare-only"], ["--help-notebook", ours], [ours, "-k", "python3"], ["missing.ipynb"], []):
                self.assertFalse(pool_kernel.wanted_by(words), words)


class Environment(unittest.TestCase):
    def test_names_what_only_a_new_process_takes_over(self):
        ours = {"NODE_OPTIONS": "", "LANG": "C", "PLANTED": "a"}
        self.assertEqual(pool_kernel.differing(ours, {"NODE_OPTIONS": "--x", "PLANTED": "b", "LC_ALL": "C"}), ["LANG", "LC_ALL", "LC_CTYPE", "NODE_OPTIONS"])
        self.assertEqual(pool_kernel.differing(ours, {**ours, "PLANTED": "b", "OMP_NUM_THREADS": "1"}), [])

    def test_takes_a_caller_without_a_locale_as_python_takes_itself(self):
        self.assertEqual(pool_kernel.differing({"LC_CTYPE": "C.UTF-8"}, {}), [])
        self.assertEqual(pool_kernel.differing({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, {"LANG": "C"}), [])
        self.assertEqual(pool_kernel.differing({"LC_CTYPE": "C.UTF-8"}, {"LC_ALL": "C"}), ["LC_ALL", "LC_CTYPE"])


class Freshness(unittest.TestCase):
    def test_ends_with_a_change_of_lock_file_kernel_or_package(self):
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(pool_freshness, "ROOT", Path(folder)):
            for name in pool_freshness.FOLDERS:
                Path(folder, name).mkdir(parents=True)
            Path(folder, "package.json").write_text("{}", encoding="utf8")
            for name in ("package-lock.json", "environment/jupyter/kernels/tslab/kernel.cjs", "environment/python/marketbook_jupyter/new.py"):
                asked = pool.Pool(size=1, idle_seconds=60, lock=None)
                asked.look()
                self.assertFalse(asked.stopping)
                Path(folder, name).write_text("changed", encoding="utf8")
                self.assertIn("has changed", asked.refusal({"environment": asked.environment}))
                self.assertTrue(asked.stopping)

    def test_ends_when_idle_or_when_the_project_is_gone(self):
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(pool_freshness, "ROOT", Path(folder)):
            gone = pool.Pool(size=1, idle_seconds=60, lock=None)
            gone.look()
            self.assertTrue(gone.stopping)
            Path(folder, "package.json").write_text("{}", encoding="utf8")
            idle = pool.Pool(size=1, idle_seconds=60, lock=None)
            idle.used -= 61
            idle.look()
            self.assertTrue(idle.stopping)


class Address(unittest.TestCase):
    def test_is_a_folder_of_this_user_alone_also_where_the_path_is_too_long(self):
        with tempfile.TemporaryDirectory() as folder:
            long = os.path.join(folder, *["a folder with a long name"] * 5)
            for place in (os.path.join(folder, "pool"), long):
                with mock.patch.dict(os.environ, {"MARKETBOOK_KERNELS": place}):
                    found = pool_address.folder()
                self.assertEqual(stat.S_IMODE(os.stat(found).st_mode), 0o700)
                self.assertLess(len(os.fsencode(found)), pool_address.LONGEST)
                if place == long:
                    os.rmdir(found)

    def test_refuses_a_folder_that_is_a_link(self):
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(folder, os.path.join(folder, "link"))
            with mock.patch.dict(os.environ, {"MARKETBOOK_KERNELS": os.path.join(folder, "link")}), self.assertRaises(SystemExit):
                pool_address.folder()


class Sockets(unittest.TestCase):
    def begun(self, kernel="tslab", folder=None):
        """A manager as it is when its kernel's command is run."""
        manager = KernelManager(kernel_name=kernel)
        with mock.patch.object(AsyncKernelManager, "_async_pre_start_kernel", mock.AsyncMock()), mock.patch.object(tempfile, "tempdir", folder):
            asyncio.run(manager.pre_start_kernel())
        return manager

    def test_of_the_typescript_kernel_lie_in_a_folder_of_this_user_alone_which_goes_with_it(self):
        manager = self.begun()
        self.assertEqual((manager.transport, manager.ip), ("ipc", str(manager.folder / "kernel-ipc")))
        self.assertEqual(stat.S_IMODE(manager.folder.stat().st_mode), 0o700)
        manager.write_connection_file()
        self.assertEqual({manager.shell_port, manager.iopub_port, manager.stdin_port, manager.control_port, manager.hb_port}, {1, 2, 3, 4, 5})
        asyncio.run(manager.cleanup_resources())
        self.assertFalse(manager.folder.exists())

    def test_are_ports_where_the_path_is_too_long_or_the_kernel_another(self):
        with tempfile.TemporaryDirectory() as folder:
            deep = Path(folder, "long" * 20)
            deep.mkdir()
            manager = self.begun(folder=str(deep))
            self.assertEqual(manager.transport, "tcp")
            asyncio.run(manager.cleanup_resources())
            self.assertEqual(list(deep.iterdir()), [])
        self.assertEqual(self.begun("python3").transport, "tcp")


if __name__ == "__main__":
    unittest.main()
