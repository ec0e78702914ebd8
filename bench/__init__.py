"""Quality and speed, side by side with the alternatives; results in ``bench/results``."""
