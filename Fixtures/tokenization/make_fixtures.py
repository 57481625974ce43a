"""Writes Tests/TokenizationTests/Fixtures/encodings.json: small tokenizers and what Hugging Face makes of texts.

    python Fixtures/tokenization/make_fixtures.py

The vocabulary is made up here: letters of several scripts, the pieces of google-research/bert's
tokenization_test.py, and pairs of tokens that Unicode calls canonically equivalent.
"""

import json
import os
import random

import tokenizers
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from compare_with_huggingface import expected, random_texts

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = (
    "want ##want ##ed wa un runn ##ing low ##low lowest the quick brown fox jump ##s over lazy dog hello Hello world "
    "HeLLo naive cafe café Cafe uber ##affable ##aff ##able do not don ' t 's great movie film bad good 영화 ##영화 좋 "
    "##아 ##요 재미 ##있 ##다 너무 中 国 北 京 東 ॐ क ##क ##् हि ##न् русский ##ский мир Мир ее её ##е ελ ##λα ##ς "
    "Ångström angstrom ﬁ ##ﬁ ß ##ss straße strasse i ##i ̇ ##̇ = ; ` ½ 42 ##42 4 ##2 ㋿ あ ##い う か゛"
).split()
LETTERS = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789.,!?-_()[]{}<>\"'/\\@#$%^&*+=~`|:;"
# Tokens that String equality would take for one another, and tokens that are line ends to some readers.
TRAPS = ["\u2329", "\u3008", "\u045d", "\u0438\u0300", "\u00c5", "\u212b", "A\u030a", "\u2028", "##\u2028", "\u0085"]


def vocabulary():
    tokens = list(SPECIAL)
    jamo = [chr(0x1100 + i) for i in range(19)] + [chr(0x1161 + i) for i in range(21)]
    jamo += [chr(0x11A8 + i) for i in range(27)]
    for token in [*WORDS, *LETTERS, *("##" + letter for letter in LETTERS if letter.isalnum()), *TRAPS]:
        if token not in tokens:
            tokens.append(token)
    return tokens + jamo + ["##" + letter for letter in jamo]


def tokenizer(tokens, lowercase, strip=None, clean=True, chinese=True, added=()):
    ids = {token: index for index, token in enumerate(tokens)}
    made = Tokenizer(models.WordPiece(ids, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(clean, chinese, strip, lowercase)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.add_special_tokens(SPECIAL)
    for token in added:
        (made.add_special_tokens if token.special else made.add_tokens)([token])
    made.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
    )
    made.decoder = decoders.WordPiece(prefix="##")
    return made


ADDED = [
    AddedToken("<ent>", special=True, normalized=False, lstrip=True, rstrip=True),
    AddedToken("<entity>", special=True, normalized=False),
    AddedToken("New York", special=False, normalized=True),
    AddedToken("Ünit", special=False, normalized=True, single_word=True),
    AddedToken("kg", special=False, normalized=False, single_word=True),
    AddedToken("x y", special=False, normalized=True, lstrip=True, rstrip=True),
]

TEXTS = [
    "", " ", "\t\n\r ", "unwanted running", "UNwanted runninGX", " \tHeLLo!how  \n Are yoU?  ", "H\u00e9llo",
    " \tH\u00e4LLo!how  \n Are yoU?  ", "ah\u535a\u63a8zz", "a\u00a0b\u2003c\u3000d", "don't do not 's n't",
    "hello world", "Hello, world!", "the quick brown fox jumps over the lazy dog.", "lowest lowlow unaffable",
    "café CAFÉ cafe\u0301", "Ångström Å \u212b A\u030a", "İi̇ıI ǅ ß SS ﬁ ﬃ", "Straße STRASSE", "\u1e69\u0073\u0323\u0307",
    "a\u0344b\u0323\u0300 \u0323a", "\U0001d15f\U0001d165 \u302e가\u302f", "é\u302eé\U0001d165\u0323",
    "≠ = \u037e ; \u1fef ` \u0387", "영화 너무 좋아요 재미있다", "가\u1100\u1161\u11a8 \u1112\u1161\u11ab", "中国北京 東京\uf900\U0002f800",
    "नमस्ते हिन्दी ॐ", "русский мир Её ё", "ЕЛ ελλας ΕΛΛΑΣ", "\u2329x\u3008 \u045d \u0438\u0300", "a\u2028b \u0085 c\u2029d",
    "\x00a\x00b\ufffdc\x7f\x9fd", "\u200b\u200ezero\u00adwidth\ufeff", "\ue000private\U000f0000", "\u0378unassigned\U000e01ff",
    "👩‍👩‍👧‍👦 👍🏽 🇰🇷", "a" * 100, "a" * 101, "é" * 100 + " " + "é" * 101, "가" * 34 + " " + "가" * 60, "42 ½ ㋿ x²",
    "[SEP] text [MASK] [mask] [CLS][PAD]x[UNK]", "a[MASK]b", "[MASK", "[[SEP]]", "##ed ##", "あいう がか゛",
    "a  <ent>  b<entity>c <ent><ent> <entity> ", "new york NEW YORK Néw York newyork", "ünit ÜNIT unit units unit-s 5unit",
    "kg kg. 5kg kgs (kg) k\u0301g", "a x  y b x y  c xx yy X Y", "new\u0334 york \U0001d165 new york",
]

PAIRS = [
    ("hello world", "the quick brown fox"), ("", ""), ("a", ""), ("", "b"), ("영화 좋아요", "great movie"),
    ("[SEP]", "[MASK] x"), ("a " * 10, "b " * 10), ("a " * 10, "b " * 20), ("a " * 20, "b " * 10),
    ("unwanted running lowest café", "русский мир Её"),
]


def case(name, made, inputs, **options):
    made.no_truncation()
    pretokenized = options.get("words", False)
    try:
        if "length" in options:
            made.enable_truncation(options["length"], stride=options["stride"], strategy=options["strategy"])
        encoding = made.encode(
            *inputs, is_pretokenized=pretokenized, add_special_tokens=not options.get("bare", False))
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return dict(tokenizer=name, inputs=inputs, options=options, encodings=None)
    return dict(
        tokenizer=name, inputs=inputs, options=options,
        encodings=[describe(one, inputs, pretokenized) for one in [encoding, *encoding.overflowing]],
    )


def describe(encoding, inputs, pretokenized):
    if pretokenized:
        described = dict(
            ids=encoding.ids, typeIDs=encoding.type_ids, offsets=[list(pair) for pair in encoding.offsets],
            wordIDs=encoding.word_ids)
    else:
        described = expected(encoding, inputs)
    # The texts of tokens follow from their ids; the mask of special tokens from the sequence ids.
    described.pop("tokens", None)
    described["sequenceIDs"] = encoding.sequence_ids
    assert [sequence is None for sequence in encoding.sequence_ids] == [bool(bit) for bit in encoding.special_tokens_mask]
    return described


def main():
    tokens = vocabulary()
    made = dict(
        uncased=tokenizer(tokens, lowercase=True),
        cased=tokenizer(tokens, lowercase=False),
        accented=tokenizer(tokens, lowercase=True, strip=False),
        stripped=tokenizer(tokens, lowercase=False, strip=True, chinese=False),
        raw=tokenizer(tokens, lowercase=True, clean=False),
        added=tokenizer(tokens, lowercase=True, added=ADDED),
    )
    texts = TEXTS + random_texts(60, seed=3)
    cases = [case(name, one, [text]) for name, one in made.items() for text in texts]
    for name in ("uncased", "added"):
        cases += [case(name, made[name], list(pair)) for pair in PAIRS]
        cases += [case(name, made[name], list(pair), bare=True) for pair in PAIRS]
    for strategy in ("longest_first", "only_first", "only_second"):
        for length in (2, 3, 5, 8, 15, 18):
            for stride in (0, 2):
                for inputs in [*map(list, PAIRS), *([first] for first, _ in PAIRS[-2:])]:
                    if length == 2 and len(inputs) == 2:
                        continue  # fewer than the special tokens: the library's arithmetic wraps around
                    cases.append(
                        case("uncased", made["uncased"], inputs, length=length, stride=stride, strategy=strategy))
    words = [["hello", "unwanted", "", "New York", "don't", "[MASK]", "가나다"], ["русский", "a b", "é"]]
    for name in ("uncased", "cased", "added"):
        cases.append(case(name, made[name], words[:1], words=True))
        cases.append(case(name, made[name], words, words=True))
        cases.append(case(name, made[name], words, words=True, length=9, stride=1, strategy="longest_first"))
    generator = random.Random(11)
    decodings = []
    for _ in range(60):
        ids = [generator.randrange(len(tokens) + 3) for _ in range(generator.randrange(12))]
        for skip in (False, True):
            decodings.append(dict(ids=ids, skip=skip, text=made["uncased"].decode(ids, skip_special_tokens=skip)))
    for text in ("do not don't, it's . n't 've 're 'm ' ! ?", "hello , world ! [SEP]"):
        ids = made["uncased"].encode(text).ids
        decodings.append(dict(ids=ids, skip=True, text=made["uncased"].decode(ids, skip_special_tokens=True)))
    document = dict(
        madeWith=f"tokenizers {tokenizers.__version__}",
        vocabulary=tokens,
        tokenizers={name: json.loads(one.to_str()) for name, one in made.items()},
        cases=cases,
        decodings=decodings,
    )
    for one in document["tokenizers"].values():
        del one["model"]["vocab"]
        one["truncation"] = None
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    target = os.path.join(root, "Tests", "TokenizationTests", "Fixtures", "encodings.json")
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "w", encoding="utf-8") as file:
        file.write('{\n')
        rows = [f'"{key}": {json.dumps(document[key])}' for key in ("madeWith", "vocabulary", "tokenizers")]
        for key in ("cases", "decodings"):
            rows.append(f'"{key}": [\n' + ",\n".join(json.dumps(row, separators=(",", ":")) for row in document[key]) + "\n]")
        file.write(",\n".join(rows) + "\n}\n")
    print(len(cases), "cases", os.path.getsize(target), "bytes")


if __name__ == "__main__":
    main()
