"""Any incident file becomes a dataset of the atlas, with an account of every row."""

from geo.importing.column_mapping import ColumnMapping
from geo.importing.import_files import Imported, import_files
from geo.importing.input_file import InputFile
from geo.importing.mapping_file import read_mapping
from geo.importing.progress import Progress
from geo.importing.reconciliation import Reconciliation
from geo.load.working_copy import open_working_copy
from geo.model.licence import Licence

__all__ = [
    "ColumnMapping",
    "Imported",
    "InputFile",
    "Licence",
    "Progress",
    "Reconciliation",
    "import_files",
    "open_working_copy",
    "read_mapping",
]
