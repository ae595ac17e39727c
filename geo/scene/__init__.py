"""The scene: one view drawn as a list of shapes and words in pixels, from which every format is written."""
