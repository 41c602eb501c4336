"""Search: conversations cut into passages, embedded, indexed under their tenant, and found again."""

import os

# The embedder computes batches side by side. BLAS threads below them would only wait for each other, and on a busy
# machine for very long; numpy reads this once, when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
