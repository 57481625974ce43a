"""Writes masked-language-model.json: what transformers' BertForMaskedLM says on `formats/pretraining`.

    python Tests/BERTTests/Fixtures/make_masked_language_model.py [FOLDER-OF-bert-tiny-splade]

Made with torch 2.13 and transformers 4.57.1, in float64 on the float32 weights.
"""

import json
import pathlib
import sys

import torch
from transformers import AutoTokenizer, BertForMaskedLM

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

# The shared bert-tiny-splade, if its folder is given: the likeliest words in one place.
if len(sys.argv) > 1:
    tokenizer = AutoTokenizer.from_pretrained(sys.argv[1])
    model = BertForMaskedLM.from_pretrained(sys.argv[1]).eval()
    ids = tokenizer("The capital of France is [MASK].")["input_ids"]
    position = ids.index(tokenizer.mask_token_id)
    logits = model(torch.tensor([ids])).logits[0, position].detach()
    best = [
        {"id": int(id), "token": tokenizer.convert_ids_to_tokens(int(id)), "logit": float(logits[id])}
        for id in logits.topk(20).indices
    ]
    (HERE / "masked-bert-tiny.json").write_text(
        json.dumps({"ids": ids, "position": position, "best": best}, indent=1) + "\n"
    )
