"""What pages are drawn with: the browser's components, widgets, styles, banners, and what stands in place of a page."""
