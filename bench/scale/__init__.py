"""What a national corpus costs: time, memory, disk; `python -m bench.scale` says how."""
