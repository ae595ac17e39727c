"""Any incident file becomes a dataset of the atlas, with an account of every row."""

from geo.importing.column_mapping import Mapping, read_mapping
from geo.importing.import_files import Imported, import_files
from geo.importing.input_file import Given
from geo.importing.progress import Progress
from geo.importing.reconciliation import Account
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
