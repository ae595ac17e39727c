"""Which dataset a person sees, where their uploads are kept, and how a browser gets the incidents."""
