"""Writes Sources/Tokenization/Normalizer/UnicodeTables.swift.

The Rust crates behind Hugging Face `tokenizers` each carry the tables of a different Unicode version, and none
of them is the Swift standard library's. The tables are therefore asked of the library itself, scalar by scalar,
so that the two agree by construction whatever versions are in play.

    python Fixtures/tokenization/make_unicode_tables.py > Sources/Tokenization/Normalizer/UnicodeTables.swift
"""

import unicodedata

import tokenizers
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers


def scalars():
    for value in range(0x110000):
        if not 0xD800 <= value <= 0xDFFF:
            yield value


def bert(clean=False, chinese=False, accents=False, lower=False):
    return normalizers.BertNormalizer(
        clean_text=clean, handle_chinese_chars=chinese, strip_accents=accents, lowercase=lower
    ).normalize_str


def word_probe():
    """A tokenizer in which "kg" is a token exactly where no word character stands beside it."""
    tokenizer = Tokenizer(models.WordPiece({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.add_tokens([AddedToken("kg", single_word=True, normalized=False)])
    return lambda text: 1 not in tokenizer.encode(text + "kg").ids


def probe():
    clean, chinese, lower = bert(clean=True), bert(chinese=True), bert(lower=True)
    accents = bert(accents=True)
    decompose = normalizers.NFD().normalize_str
    split = pre_tokenizers.BertPreTokenizer().pre_tokenize_str
    is_word = word_probe()
    found = dict(word=[], dropped=[], whitespace=[], chinese=[], punctuation=[], nonspacing=[])
    found.update(lowercase={}, decomposition={}, combining={})
    for value in scalars():
        text = chr(value)
        if clean("a" + text + "b") == "ab":
            found["dropped"].append(value)
        if is_word(text):
            found["word"].append(value)
        if chinese(text) != text:
            found["chinese"].append(value)
        words = [word for word, _ in split("a" + text + "b")]
        if words == ["a", "b"]:
            found["whitespace"].append(value)
        elif words == ["a", text, "b"]:
            found["punctuation"].append(value)
        decomposed = decompose(text)
        if decomposed != text:
            if not 0xAC00 <= value <= 0xD7A3:
                found["decomposition"][value] = decomposed
        else:
            if accents(text) == "":
                found["nonspacing"].append(value)
            # A scalar that canonical ordering moves is no starter. Classes never change once assigned, so
            # Python's value holds for every scalar that the library's older table knows.
            if decompose(text + "\u0334") != text + "\u0334" or decompose("\u0345" + text) != "\u0345" + text:
                found["combining"][value] = unicodedata.combining(text)
        if lower(text) != text and value != 0x130:
            assert len(lower(text)) == 1, hex(value)
            found["lowercase"][value] = ord(lower(text))
    assert lower("\u0130") == "i\u0307"
    return found


def ranges(values):
    runs = []
    for value in values:
        if runs and runs[-1][1] == value - 1:
            runs[-1][1] = value
        else:
            runs.append([value, value])
    return [bound for run in runs for bound in run]


def combining_runs(classes):
    runs = []
    for value, combining_class in sorted(classes.items()):
        assert combining_class
        if runs and runs[-1][1] == value - 1 and runs[-1][2] == combining_class:
            runs[-1][1] = value
        else:
            runs.append([value, value, combining_class])
    return [number for run in runs for number in run]


def lowercase_runs(mapping):
    """Runs of first, last, step and the distance to the lower-case form, the distance modulo 2^32."""
    runs = []
    for value, target in sorted(mapping.items()):
        distance = (target - value) % 2**32
        if runs and runs[-1][3] == distance:
            first, last, step, _ = runs[-1]
            if value - last == step or (first == last and value - last in (1, 2)):
                runs[-1][1:3] = [value, value - last]
                continue
        runs.append([value, value, 1, distance])
    return [number for run in runs for number in run]


def decomposition_entries(mapping):
    """For each scalar: itself with the count of what follows in its upper byte, then its full decomposition."""
    numbers = []
    for value, text in sorted(mapping.items()):
        numbers.append(len(text) << 24 | value)
        numbers.extend(ord(character) for character in text)
    return numbers


def table(name, summary, numbers):
    lines, line = [], "       "
    for number in numbers:
        text = f" 0x{number:X},"
        if len(line) + len(text) > 120:
            lines.append(line)
            line = "       "
        line += text
    lines.append(line)
    body = "\n".join(lines)
    return f"    /// {summary}\n    static let {name}: [UInt32] = [\n{body}\n    ]\n"


def main():
    found = probe()
    tables = [
        ("dropped", "What cleaning removes, as pairs of first and last.", ranges(found["dropped"])),
        ("whitespace", "White space, as pairs of first and last.", ranges(found["whitespace"])),
        ("chinese", "What gets spaces around it, as pairs of first and last.", ranges(found["chinese"])),
        ("punctuation", "What is a word of its own, as pairs of first and last.", ranges(found["punctuation"])),
        ("nonspacing", "The marks that stripping accents removes, as pairs.", ranges(found["nonspacing"])),
        ("word", "What makes up words to a regular expression, as pairs.", ranges(found["word"])),
        ("combiningClasses", "Canonical combining classes, as first, last, class.", combining_runs(found["combining"])),
        ("lowercase", "Lower-case forms, as first, last, step, distance.", lowercase_runs(found["lowercase"])),
        (
            "decompositions",
            "Full canonical decompositions but Hangul's: count << 24 | scalar, then the parts.",
            decomposition_entries(found["decomposition"]),
        ),
    ]
    print(
        "// Generated by Fixtures/tokenization/make_unicode_tables.py, from the answers of\n"
        f"// Hugging Face tokenizers {tokenizers.__version__}. Do not edit.\n"
    )
    print("/// What Hugging Face `tokenizers` knows about Unicode scalars.\nenum UnicodeTables {")
    print("\n".join(table(*entry) for entry in tables), end="")
    print("}")


if __name__ == "__main__":
    main()
