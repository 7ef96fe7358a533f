"""Writes the parameters and buffers of torchvision's ResNets, in order: python3 parameters.py"""
import torch
import torchvision

for name in ["resnet18", "resnet50", "resnet152"]:
    with torch.device("meta"):
        model = getattr(torchvision.models, name)()
    with open(f"{name}.txt", "w", encoding="utf-8", newline="\n") as file:
        for kind, tensors in [("parameter", model.named_parameters()), ("buffer", model.named_buffers())]:
            for path, tensor in tensors:
                if not path.endswith("num_batches_tracked"):
                    file.write(f"{kind} {path} {'×'.join(map(str, tensor.shape))}\n")
