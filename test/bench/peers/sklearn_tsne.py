"""scikit-learn's Barnes-Hut t-SNE with all its defaults on rows in a file: JSON with seconds, positions to another file.

    python sklearn_tsne.py ROWS.f32 COUNT DIM OUT.f32
"""

import json
import sys
import time

import numpy as np
from sklearn.manifold import TSNE

path, count, dim, output = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
rows = np.fromfile(path, dtype=np.float32).reshape(count, dim)
start = time.perf_counter()
tsne = TSNE(init="pca", learning_rate="auto", max_iter=1000, random_state=0)
layout = tsne.fit_transform(rows)
seconds = time.perf_counter() - start
layout.astype(np.float32).tofile(output)
print(json.dumps({"seconds": seconds, "klDivergence": float(tsne.kl_divergence_), "iterations": int(tsne.n_iter_) + 1}))
