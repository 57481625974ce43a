"""Measures bertune against its peers; `Benchmarks/run` starts it, `suite/__main__.py` is where to begin reading.

The package itself imports the standard library alone and stays small: a child's peak of memory, as the kernel counts
it, begins with what its parent had. What needs torch or onnxruntime runs in processes of its own (`suite/workers`).
"""
