"""Files that are written whole or not at all, folders that go with their process, and what is said where a disk refuses."""
