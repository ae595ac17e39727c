"""Any incident file becomes a dataset of the atlas, with an account of every row."""

from geo.importing.account import Account
from geo.importing.given import Given
from geo.importing.mapping import Mapping
from geo.importing.mapping_file import read_mapping
from geo.importing.progress import Progress
from geo.importing.run import Imported, import_files
from geo.load.working_copy import open_working_copy
from geo.model.licence import Licence

__all__ = [
    "Account",
    "Given",
    "Imported",
    "Licence",
    "Mapping",
    "Progress",
    "import_files",
    "open_working_copy",
    "read_mapping",
]
