"""Lets the tests of the law import the small fictional law beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
