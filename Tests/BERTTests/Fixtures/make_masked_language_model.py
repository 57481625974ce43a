"""Writes masked-language-model.json: what transformers' BertForMaskedLM says on `formats/pretraining`.

    python Tests/BERTTests/Fixtures/make_masked_language_model.py

Made with torch 2.13 and transformers 4.57.1, in float64 on the float32 weights.
"""

import json
import pathlib

import torch
from transformers import BertForMaskedLM

HERE = pathlib.Path(__file__).parent
IDS = [[2, 40, 4, 61, 3], [2, 4, 17, 3], [2, 90, 33, 57, 4, 4, 101, 3]]

model = BertForMaskedLM.from_pretrained(HERE / "formats/pretraining").eval()
single = [model(torch.tensor([ids])).logits[0].detach().double() for ids in IDS]
double = [model.double()(torch.tensor([ids])).logits[0].detach() for ids in IDS]
error = max(float((a - b).abs().max()) for a, b in zip(single, double))
document = {
    "ids": IDS,
    "torchError": error,
    "logits": [[[float(f"{value:.9g}") for value in row] for row in rows.tolist()] for rows in double],
}
(HERE / "masked-language-model.json").write_text(json.dumps(document) + "\n")
