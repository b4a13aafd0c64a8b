"""TypeScript notebooks for papermill.

papermill loads `engine` through the entry point `papermill.engine`, and with it the TypeScript translator:
the stock `papermill` command then knows `-p lookback 60` for notebooks of the tslab kernel.
"""
