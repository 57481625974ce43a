"""Fine-tunes with transformers' Trainer for one epoch and tells what it took.

Three ways to pad: every sequence to the greatest length (what the example scripts do unless told otherwise), to the
longest of its batch, or the same with batches grouped by length.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch
from transformers import (
    AutoModelForQuestionAnswering,
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
    AutoTokenizer,
    DataCollatorForTokenClassification,
    DataCollatorWithPadding,
    PreTrainedTokenizerBase,
    PrinterCallback,
    Trainer,
    TrainingArguments,
    set_seed,
)

from .features import Features, question_features, tag_features, text_features
from .reporting import tell

MODELS = {
    "text": AutoModelForSequenceClassification,
    "tags": AutoModelForTokenClassification,
    "questions": AutoModelForQuestionAnswering,
}


def main() -> None:
    arguments = parsed_arguments()
    torch.set_num_threads(arguments.threads)
    set_seed(arguments.seed)
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    features = make_features(arguments, tokenizer)
    trainer = make_trainer(arguments, tokenizer, features)
    start = time.perf_counter()
    outcome = trainer.train()
    seconds = time.perf_counter() - start
    trainer.save_model(str(arguments.output))
    tell({"seconds": seconds, "loss": outcome.training_loss, "features": len(features)})


def make_features(arguments: argparse.Namespace, tokenizer: PreTrainedTokenizerBase) -> Features:
    pads = arguments.padding == "max"
    if arguments.task == "questions":
        return question_features(arguments.train, tokenizer, arguments.max_length, arguments.doc_stride, pads)
    build = tag_features if arguments.task == "tags" else text_features
    return build(arguments.train, tokenizer, arguments.max_length, pads)


def make_trainer(arguments: argparse.Namespace, tokenizer: PreTrainedTokenizerBase, features: Features) -> Trainer:
    names = features.label_names
    labels = {"id2label": dict(enumerate(names)), "label2id": {name: index for index, name in enumerate(names)}}
    model = MODELS[arguments.task].from_pretrained(
        arguments.model, ignore_mismatched_sizes=True, **(labels if names else {})
    )
    settings = TrainingArguments(
        output_dir=str(arguments.output),
        num_train_epochs=1,
        per_device_train_batch_size=arguments.batch_size,
        learning_rate=arguments.learning_rate,
        optim="adamw_torch_fused",
        group_by_length=arguments.padding == "grouped",
        seed=arguments.seed,
        save_strategy="no",
        logging_strategy="no",
        report_to=[],
        disable_tqdm=True,
        use_cpu=True,
    )
    collator = DataCollatorForTokenClassification if arguments.task == "tags" else DataCollatorWithPadding
    trainer = Trainer(
        model=model,
        args=settings,
        train_dataset=features,
        data_collator=collator(tokenizer),
        processing_class=tokenizer,
    )
    trainer.remove_callback(PrinterCallback)  # the last line of the output is ours alone
    return trainer


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--task", choices=MODELS, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--padding", choices=("max", "longest", "grouped"), required=True)
    parser.add_argument("--max-length", type=int, default=128)
    parser.add_argument("--doc-stride", type=int, default=128)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--learning-rate", type=float, default=5e-5)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
