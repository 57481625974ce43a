"""Makes the models that both sides load: folders of transformers, and ONNX files of them for ONNX Runtime.

    folder      --to DIR [--model DIR | --vocabulary DIR]: MiniLM or a random BERT-base with a head for two classes
    onnx        --model DIR --to FILE: exported, as it is
    fused       --model DIR --onnx FILE --to FILE: optimised by onnxruntime.transformers
    int8        --onnx FILE --to FILE: dynamically quantised, weights per channel
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .reporting import tell


def main() -> None:
    arguments = parsed_arguments()
    {"folder": make_folder, "onnx": export, "fused": fuse, "int8": quantise}[arguments.what](arguments)
    tell({"path": str(arguments.to)})


def make_folder(arguments: argparse.Namespace) -> None:
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(42)
    if arguments.model is not None:
        model = BertForSequenceClassification.from_pretrained(arguments.model, num_labels=2)
    else:
        model = BertForSequenceClassification(BertConfig(num_labels=2))
    AutoTokenizer.from_pretrained(arguments.model or arguments.vocabulary).save_pretrained(arguments.to)
    model.save_pretrained(arguments.to)


def export(arguments: argparse.Namespace) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification

    model = AutoModelForSequenceClassification.from_pretrained(arguments.model, attn_implementation="eager").eval()
    names = ["input_ids", "attention_mask", "token_type_ids"]
    torch.onnx.export(
        model,
        tuple(torch.ones(2, 8, dtype=torch.long) for _ in names),
        str(arguments.to),
        input_names=names,
        output_names=["logits"],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in names} | {"logits": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )


def fuse(arguments: argparse.Namespace) -> None:
    from onnxruntime.transformers.optimizer import optimize_model
    from transformers import AutoConfig

    config = AutoConfig.from_pretrained(arguments.model)
    optimised = optimize_model(
        str(arguments.onnx),
        model_type="bert",
        num_heads=config.num_attention_heads,
        hidden_size=config.hidden_size,
        opt_level=1,
    )
    optimised.save_model_to_file(str(arguments.to))


def quantise(arguments: argparse.Namespace) -> None:
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        str(arguments.onnx),
        str(arguments.to),
        per_channel=True,
        weight_type=QuantType.QInt8,
        # Behind onnxruntime's own operators, as fused graphs have them, no types can be inferred.
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("folder", "onnx", "fused", "int8"))
    parser.add_argument("--model", type=Path)
    parser.add_argument("--vocabulary", type=Path)
    parser.add_argument("--onnx", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
