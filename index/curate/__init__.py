"""What changes a library: adding, correcting, removing, watching folders, backups."""
