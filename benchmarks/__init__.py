"""Quality on gold sets and speed beside peers. `python -m benchmarks` lists them."""
