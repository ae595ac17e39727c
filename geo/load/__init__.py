"""Reading the files of a dataset: all faults told, nothing dropped in silence."""

from geo.load.open_dataset import Inspection, inspect, open_dataset

__all__ = ["Inspection", "inspect", "open_dataset"]
