"""What leaves the atlas: files of what is shown, each with its sources and the notice that it is no
census."""
