"""The tests expect English words, whatever language the machine speaks."""

import os

for _name in ("LAWKIT_UI", "LANGUAGE", "LC_MESSAGES"):
    os.environ.pop(_name, None)
os.environ["LC_ALL"] = "C.UTF-8"
