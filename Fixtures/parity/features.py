"""From examples to the inputs of a model, as transformers' example scripts run_glue, run_ner and run_qa make them."""

from __future__ import annotations

from typing import Any

import torch
from examples import Question, Sentence, Text
from transformers import PreTrainedTokenizerBase

MAX_LENGTH = 128
WINDOW_LENGTH = 384
WINDOW_OVERLAP = 128
IGNORED_LABEL = -100
TARGETS = ("labels", "start_positions", "end_positions")

Feature = dict[str, Any]


def text_feature(text: Text, tokenizer: PreTrainedTokenizerBase, length: int = MAX_LENGTH) -> Feature:
    encoding = tokenizer(text.first, text.second, truncation=True, max_length=length)
    return dict(encoding) | {"labels": text.target}


def tagged_feature(
    sentence: Sentence, numbers: dict[str, int], tokenizer: PreTrainedTokenizerBase, length: int = MAX_LENGTH
) -> Feature:
    """The first piece of a word carries its tag; the other pieces and the special tokens are ignored."""
    encoding = tokenizer(sentence.words, is_split_into_words=True, truncation=True, max_length=length)
    words = [None, *encoding.word_ids()]
    labels = [
        IGNORED_LABEL if word is None or word == previous else numbers[sentence.tags[word]]
        for previous, word in zip(words, words[1:])
    ]
    return dict(encoding) | {"labels": labels}


def question_features(
    question: Question,
    tokenizer: PreTrainedTokenizerBase,
    length: int = WINDOW_LENGTH,
    overlap: int = WINDOW_OVERLAP,
) -> list[Feature]:
    """A feature for each window; where a window lacks the whole first answer, both places are [CLS]."""
    encoding = tokenizer(
        question.question.lstrip(),
        question.context,
        truncation="only_second",
        max_length=length,
        stride=overlap,
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
    )
    features = []
    for window in range(len(encoding["input_ids"])):
        start, end = answer_tokens(question, encoding["offset_mapping"][window], encoding.sequence_ids(window))
        inputs = {key: encoding[key][window] for key in ("input_ids", "token_type_ids", "attention_mask")}
        features.append(inputs | {"start_positions": start, "end_positions": end})
    return features


def question_places(question: Question, tokenizer: PreTrainedTokenizerBase) -> list[tuple[int, int] | None]:
    """Where each token of the context stands in it, in characters, and `None` for other tokens, uncut."""
    encoding = tokenizer(question.question.lstrip(), question.context, return_offsets_mapping=True)
    pairs = zip(encoding["offset_mapping"], encoding.sequence_ids())
    return [place if sequence == 1 else None for place, sequence in pairs]


def answer_tokens(
    question: Question, offsets: list[tuple[int, int]], sequences: list[int | None]
) -> tuple[int, int]:
    """The first and the last token of the first answer, or twice the place of [CLS], which is 0."""
    if not question.answers:
        return 0, 0
    text, begin = question.answers[0]
    context = [index for index, sequence in enumerate(sequences) if sequence == 1]
    first, last = context[0], context[-1]
    if offsets[first][0] > begin or offsets[last][1] < begin + len(text):
        return 0, 0
    start = max(index for index in context if offsets[index][0] <= begin)
    end = min(index for index in context if offsets[index][1] >= begin + len(text))
    return start, end


def batch(features: list[Feature], tokenizer: PreTrainedTokenizerBase) -> dict[str, torch.Tensor]:
    """Pads to the longest; labels that are one for each token are padded with the ignored one."""
    inputs = [{key: value for key, value in feature.items() if key not in TARGETS} for feature in features]
    tensors = dict(tokenizer.pad(inputs, return_tensors="pt"))
    longest = tensors["input_ids"].shape[1]
    for name in TARGETS:
        values = [feature[name] for feature in features if name in feature]
        if values and isinstance(values[0], list) and isinstance(values[0][0], int):
            values = [line + [IGNORED_LABEL] * (longest - len(line)) for line in values]
        if values:
            tensors[name] = torch.tensor(values)
    return tensors
