"""The reading room: a work as structured text beside the image of its page."""
