"""Writes notebook.ipynb as Jupyter does: nbformat/v4/nbjson.py calls json.dumps with these options and adds a line end."""

import json
from pathlib import Path

notebook = {
    "nbformat_minor": 5,
    "nbformat": 4,
    "metadata": {
        "language_info": {"name": "typescript"},
        "kernelspec": {"name": "clip-notebook", "language": "typescript", "display_name": "CLIP"},
        "Zebra": {"b": [], "a": {}, "é": None, "_": True},
        "unknown": [1, 2.5, {"nested": ["x", []]}],
    },
    "cells": [
        {
            "cell_type": "markdown",
            "id": "text",
            "source": ["# Héllo — 世界 🩻\n", "\tquotes \" and \\ and \u0001"],
            "metadata": {"slideshow": {"slide_type": "slide"}},
            "attachments": {"dot.png": {"image/png": "iVBORw0KGgo="}},
        },
        {"cell_type": "raw", "id": "raw", "source": "as it is", "metadata": {"format": "text/latex"}},
        {
            "cell_type": "code",
            "id": "code",
            "source": [],
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "surprise": {"kept": "yes"},
        },
    ],
}
text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": ")) + "\n"
Path(__file__).with_name("notebook.ipynb").write_text(text, encoding="utf-8")
