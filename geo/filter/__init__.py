"""What is shown: the filter as one value, applied in one place, and the view with its address."""
