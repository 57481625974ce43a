"""Makes token_pipeline.json: what transformers' TokenClassificationPipeline says about texts.

A tiny BERT of random weights tags texts made of the words of Tests/BERTTests/Fixtures/bert/vocab.txt. Stored are
each text's logits, token by token, and the entities of every aggregation strategy.

    python make_token_fixtures.py     (torch 2.13.0, transformers 4.57.1)
"""

import json
import pathlib
import random

import torch
from transformers import BertConfig, BertForTokenClassification, BertTokenizerFast, pipeline

here = pathlib.Path(__file__).parent
bert = here.parent.parent / "BERTTests" / "Fixtures" / "bert"
labels = ["B-LOC", "B-PER", "I-LOC", "I-PER", "O"]
special = [
    "", "!", "unbeatable movies, greatness's end", "NAÏVE cafés in the city", "中文 film 中文中", "zzz the great zzz",
    "  the   very-best\tstory\u00a0of 2013 (good)  ", "\"endless\" fulness; ing - ness", "한국 movie 영화",
    "e\u0301e\u0301 unfeeling heartless actors", "I don't watch it.",
]

tokenizer = BertTokenizerFast.from_pretrained(bert)
words = [token for token in tokenizer.get_vocab() if not token.startswith("[")]
words.sort()
generator = random.Random(7)
texts = list(special)
for _ in range(30):
    picked = [generator.choice(words) for _ in range(generator.randint(1, 14))]
    texts.append("".join(w[2:] if w.startswith("##") and i else " " + w.removeprefix("##")
                         for i, w in enumerate(picked)).strip())

torch.manual_seed(11)
model = BertForTokenClassification(
    BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24,
        max_position_embeddings=64, num_labels=len(labels), initializer_range=0.6,
        id2label=dict(enumerate(labels)), label2id={label: i for i, label in enumerate(labels)},
    )
).eval()

cases = []
for text in texts:
    encoding = tokenizer(text, return_tensors="pt")
    with torch.no_grad():
        logits = model(**encoding).logits[0]
    case = {"text": text, "inputIDs": encoding["input_ids"][0].tolist(), "logits": logits.flatten().tolist()}
    for strategy in ["none", "simple", "first", "average", "max"]:
        tagger = pipeline("token-classification", model=model, tokenizer=tokenizer, aggregation_strategy=strategy)
        case[strategy] = [
            {"label": e.get("entity_group", e.get("entity")), "score": float(e["score"]),
             "start": int(e["start"]), "end": int(e["end"])}
            for e in tagger(text)
        ]
    cases.append(case)

count = {s: sum(len(c[s]) for c in cases) for s in ["none", "simple", "first", "average", "max"]}
print(count)
(here / "token_pipeline.json").write_text(json.dumps({"labels": labels, "cases": cases}, ensure_ascii=False) + "\n")
