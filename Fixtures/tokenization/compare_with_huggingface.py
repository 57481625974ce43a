"""Compares `bertune tokenize` with Hugging Face tokenizers, line by line, and times both.

    python Fixtures/tokenization/compare_with_huggingface.py --bertune .build/release/bertune \\
        --model VOCABULARY_FOLDER [--model …] --text FILE [--text FILE …] \\
        [--random 20000] [--pairs 300] [--throughput 2]

A model is a folder with tokenizer.json or vocab.txt; one of vocab.txt alone is read as cased or lower-cased by
the rule of `Tokenizer.init(folder:)`. Each line of a text file is a text. Compared are tokens, ids, type ids,
offsets (in characters and in UTF-8 bytes) and word ids: of all lines on their own; of random Unicode strings;
and of pairs and texts under every truncation strategy with several lengths and strides, overflow windows
included. An input that the library refuses must be refused by ours too. Exits with 1 if anything differs.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")

import tokenizers  # noqa: E402
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors  # noqa: E402


def reference_tokenizer(folder):
    path = os.path.join(folder, "tokenizer.json")
    if os.path.exists(path):
        tokenizer = Tokenizer.from_file(path)
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer
    # As BertTokenizer of transformers reads vocab.txt: split at line feeds only.
    with open(os.path.join(folder, "vocab.txt"), encoding="utf-8", newline="\n") as file:
        tokens = file.read().split("\n")
    if tokens and tokens[-1] == "":
        tokens.pop()
    vocabulary = {token: index for index, token in enumerate(tokens)}
    lowercase = not any(len(token) == 1 and "A" <= token <= "Z" for token in tokens)
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.add_special_tokens(["[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"])
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])],
    )
    tokenizer.decoder = decoders.WordPiece(prefix="##")
    return tokenizer


def byte_starts(text):
    """The byte at which each character starts, and the end."""
    starts, position = [], 0
    for character in text:
        starts.append(position)
        position += len(character.encode("utf-8"))
    starts.append(position)
    return starts


def expected(encoding, texts):
    starts = [byte_starts(text) for text in texts]
    offsets, in_bytes = [], []
    for (start, end), sequence in zip(encoding.offsets, encoding.sequence_ids):
        offsets.append([start, end])
        in_bytes.append([starts[sequence][start], starts[sequence][end]] if sequence is not None else [0, 0])
    return dict(
        ids=encoding.ids,
        tokens=encoding.tokens,
        typeIDs=encoding.type_ids,
        offsets=offsets,
        byteOffsets=in_bytes,
        wordIDs=encoding.word_ids,
    )


class Comparison:
    def __init__(self, bertune, folder):
        self.bertune, self.folder = bertune, folder
        self.reference = reference_tokenizer(folder)
        self.differences = self.compared = self.tokens = 0

    def ours(self, inputs, flags=(), threads=1):
        """Yields the lines that `bertune tokenize` writes, and at last its error, if it has one."""
        with tempfile.TemporaryDirectory() as folder:
            source, target = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.jsonl")
            write_inputs(inputs, source)
            command = [self.bertune, "tokenize", "--model", self.folder, "--input", source, "--output", target]
            result = subprocess.run([*command, "--threads", str(threads), *flags], capture_output=True, text=True)
            if result.returncode:
                yield result.stderr
                return
            with open(target, encoding="utf-8") as file:
                for line in file:
                    yield json.loads(line)

    def check(self, want, got, inputs):
        self.compared += 1
        self.tokens += len(want["ids"])
        # Truth-value flags of the command line only.
        got = {key: value for key, value in got.items() if key in want}
        if want != got:
            self.differences += 1
            if self.differences <= 5:
                fields = [key for key in want if want[key] != got.get(key)]
                print(f"DIFFERENT in {fields}: {inputs!r}")
                for field in fields:
                    print(f"  want {want[field]}\n  got  {got.get(field)}")

    def lines(self, inputs, threads=1):
        """Texts and pairs on their own, without truncation."""
        ours = self.ours(inputs, threads=threads)
        for start in range(0, len(inputs), 4096):
            block = inputs[start : start + 4096]
            for given, encoding in zip(block, self.reference.encode_batch(as_batch(block))):
                got = next(ours, None)
                if not isinstance(got, dict):
                    sys.exit(f"bertune failed: {got}")
                self.check(expected(encoding, given), got, given)

    def truncated(self, inputs, length, strategy, stride):
        """One setting of truncation, overflow windows included."""
        flags = ["--max-length", str(length), "--truncation", strategy, "--stride", str(stride), "--overflow"]
        wanted, refused = [], []
        for given in inputs:
            try:
                self.reference.enable_truncation(length, stride=stride, strategy=strategy)
                encoding = self.reference.encode(*given)
                wanted.append((given, [encoding, *encoding.overflowing]))
            except BaseException as error:  # a panic of the library is no Exception
                if isinstance(error, KeyboardInterrupt):
                    raise
                refused.append(given)
        self.reference.no_truncation()
        ours = self.ours([given for given, _ in wanted], flags)
        for number, (given, encodings) in enumerate(wanted, 1):
            for window, encoding in enumerate(encodings):
                want = expected(encoding, given) | dict(input=number, overflow=window)
                got = next(ours, {})
                if not isinstance(got, dict):
                    print(f"REFUSED by ours only, {flags}: {got}")
                    self.differences += 1
                    return len(refused)
                self.check(want, got, given)
        if next(ours, None) is not None:
            self.differences += 1
            print(f"MORE windows than wanted, {flags}")
        for given in refused[:3]:
            if isinstance(next(self.ours([given], flags), None), dict):
                self.differences += 1
                print(f"ACCEPTED by ours only, {flags}: {given!r}")
        return len(refused)


def as_batch(inputs):
    return [given[0] if len(given) == 1 else given for given in inputs]


def write_inputs(inputs, path):
    with open(path, "w", encoding="utf-8") as file:
        for given in inputs:
            file.write(json.dumps(dict(zip(("text", "pair"), given)), ensure_ascii=False) + "\n")


# Kinds of scalars that meet in the random strings: what is common, what is rare, and what the normaliser treats.
ALPHABETS = [
    (0x20, 0x7E), (0x20, 0x7E), (0x00, 0x1F), (0x80, 0xFF), (0x100, 0x24F), (0x300, 0x36F), (0x370, 0x52F),
    (0x590, 0x6FF), (0x900, 0xDFF), (0xE00, 0xFFF), (0x1000, 0x139F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1FFF),
    (0x2000, 0x206F), (0x2070, 0x2BFF), (0x3000, 0x30FF), (0x3130, 0x318F), (0x4E00, 0x9FFF), (0xA640, 0xABFF),
    (0xAC00, 0xD7A3), (0xE000, 0xE010), (0xF900, 0xFAFF), (0xFB00, 0xFEFF), (0xFF00, 0xFFFD), (0x10000, 0x11FFF),
    (0x16E40, 0x16EFF), (0x1D100, 0x1D24F), (0x1D400, 0x1D7FF), (0x1E000, 0x1E9FF), (0x1F000, 0x1FAFF),
    (0x20000, 0x2A6DF), (0x2F800, 0x2FA1F), (0xE0000, 0xE01FF), (0x0, 0x10FFFF),
]
FRAGMENTS = ["[SEP]", "[MASK]", "[CLS]", "[PAD]", "[UNK]", "[mask]", "##", "'s", "don't", "İ", "ǅ", "ß", "ﬁ", "\r\n"]


def random_texts(count, seed=20):
    """Strings that mix scripts, marks that canonical ordering moves, controls, emoji and special tokens."""
    generator = random.Random(seed)
    texts = []
    for _ in range(count):
        parts = []
        for _ in range(generator.randrange(1, 8)):
            if generator.random() < 0.15:
                parts.append(generator.choice(FRAGMENTS))
                continue
            low, high = generator.choice(ALPHABETS)
            for _ in range(generator.randrange(1, 7)):
                value = generator.randint(low, high)
                if not 0xD800 <= value <= 0xDFFF:
                    parts.append(chr(value))
                if generator.random() < 0.1:
                    parts.append(chr(generator.choice([0x300, 0x323, 0x334, 0x344, 0x1D165, 0x302E, 0x20, 0xAD])))
        texts.append("".join(parts))
    return texts


def read_lines(paths):
    lines = []
    for path in paths:
        with open(path, encoding="utf-8", newline="\n") as file:
            lines += file.read().split("\n")
    return lines


def throughput(comparison, lines, threads):
    """Wall and processor seconds of the whole command and of the library's encode_batch, results thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "in.jsonl")
        write_inputs([(line,) for line in lines], source)
        command = [comparison.bertune, "tokenize", "--model", comparison.folder, "--input", source]
        command += ["--threads", str(threads), "--output", os.path.join(folder, "out.jsonl")]
        ours = timed(lambda: subprocess.run(command, check=True))
    # As many at a time as the command takes: all at once would measure the memory more than the library.
    blocks = [lines[start : start + 4096] for start in range(0, len(lines), 4096)]
    return ours, timed(lambda: [comparison.reference.encode_batch(block) and None for block in blocks])


def timed(body):
    before, started = os.times(), time.perf_counter()
    body()
    after = os.times()
    return time.perf_counter() - started, sum(after[:4]) - sum(before[:4])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bertune", required=True)
    parser.add_argument("--model", action="append", required=True)
    parser.add_argument("--text", action="append", default=[])
    parser.add_argument("--random", type=int, default=20000)
    parser.add_argument("--pairs", type=int, default=300, help="inputs for each setting of truncation")
    parser.add_argument("--throughput", type=int, metavar="THREADS", help="also time 20 MB of the texts")
    arguments = parser.parse_args()
    if arguments.throughput:  # read once, when the library first starts its threads
        os.environ["RAYON_NUM_THREADS"] = str(arguments.throughput)
    print(f"tokenizers {tokenizers.__version__}")
    lines = read_lines(arguments.text)
    texts = random_texts(arguments.random)
    generator = random.Random(7)
    # Short and long, equal and unequal, with empty ones among them.
    pool = lines + texts or texts
    pairs = [(generator.choice(pool), generator.choice(pool)) for _ in range(arguments.pairs)]
    pairs += [("", ""), ("a", ""), ("", "b"), ("a " * 10, "b " * 10), ("a " * 10, "b " * 20), ("a " * 20, "b " * 10)]
    singles = [pair[:1] for pair in pairs]
    total = 0
    for folder in arguments.model:
        comparison = Comparison(arguments.bertune, folder)
        comparison.lines([(line,) for line in lines], threads=2)
        comparison.lines([(text,) for text in texts])
        comparison.lines(pairs)
        print(f"{folder}: {comparison.compared} inputs, {comparison.tokens} tokens, "
              f"{comparison.differences} differences", flush=True)
        settings = refused = 0
        for strategy in ("longest_first", "only_first", "only_second"):
            for length in (3, 4, 5, 8, 15, 18, 32, 128):
                for stride in (0, 1, 2, 5, 11):
                    for inputs in (pairs, singles):
                        refused += comparison.truncated(inputs, length, strategy, stride)
                        settings += 1
        print(f"{folder}: with {settings} settings of truncation {comparison.compared} encodings, "
              f"{refused} inputs refused by both, {comparison.differences} differences", flush=True)
        total += comparison.differences
        if arguments.throughput and lines:
            block, size = [], 0
            while size < 20_000_000:
                block += lines
                size += sum(len(line.encode("utf-8")) for line in lines)
            threads = arguments.throughput
            ours, theirs = throughput(comparison, block, threads)
            print(f"{folder}: {size / 1e6:.1f} MB, {threads} threads: command {ours[0]:.2f} s ({ours[1]:.2f} s of "
                  f"processor), encode_batch {theirs[0]:.2f} s ({theirs[1]:.2f}), "
                  f"ratio {theirs[0] / ours[0]:.2f} ({theirs[1] / ours[1]:.2f})", flush=True)
    print(f"{total} differences in all")
    sys.exit(total > 0)


if __name__ == "__main__":
    main()
