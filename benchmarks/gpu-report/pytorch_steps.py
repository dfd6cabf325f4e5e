"""PyTorch's side of a GPU report: does the same work as Menny when it is told to, and says how long it took.

Reads a question a line from standard input and answers a line that begins with "menny> ":

    prepare TrainStepBenchmark.step model=simple size=128 batch=64 device=cuda threads=1 precision=bf16 variant=eager
    window 10          -> seconds 0.123, of 10 operations together
    release            -> released

PyTorch is set up as well as it can be: channels_last, fused AdamW, cuDNN's search for the fastest algorithm, gradients
set to None, a flatten that copies nothing. As on Menny's side, nobody reads the loss, and the device is waited for once
a window.
"""

import math
import sys
import time
import traceback

try:
    import torch
    import torch.nn.functional as F
except ImportError as error:
    torch = None
    MISSING = str(error)

PROMPT = "menny> "
CLASSES = 4
DROPOUT = 0.2
LEARNING_RATE = 1e-5
WEIGHT_DECAY = 1e-4
WARM_UPS = 8
GPU_WARM_UP_SECONDS = 0.3
CPU_WARM_UP_SECONDS = 2.0
# More than the second-level cache of any GPU so far: so much is touched before the same buffers come again.
CACHE_BYTES = 192 << 20
MOST_SETS = 64


class Refused(Exception):
    """Work that cannot be done here; the message says why."""


# ---------------------------------------------------------------- networks

def network(model, size):
    """Menny's Simple or Complex: blocks of convolution, bias, ReLU and 2x2 average pooling, then two linear layers."""
    channels, hidden, drops_features = {"simple": ((16, 32), 128, False), "complex": ((32, 64, 128), 512, True)}[model]

    class Net(torch.nn.Module):
        def __init__(self):
            super().__init__()
            sides = (3,) + channels
            self.convolutions = torch.nn.ModuleList(
                torch.nn.Conv2d(c, k, 3, padding=1) for c, k in zip(sides, sides[1:]))
            side = size >> len(channels)
            self.hidden = torch.nn.Linear(side * side * channels[-1], hidden)
            self.output = torch.nn.Linear(hidden, CLASSES)

        def forward(self, x):
            for convolution in self.convolutions:
                x = F.avg_pool2d(F.relu(convolution(x)), 2)
            if drops_features:
                x = F.dropout(x, DROPOUT, self.training)
            # Rows of [h, w, c], as Menny has them: in channels_last that is a view.
            x = x.permute(0, 2, 3, 1).flatten(1)
            x = F.dropout(F.relu(self.hidden(x)), DROPOUT, self.training)
            return self.output(x)

    return Net()


def training_step(words, device, cast):
    """Forward, backward and AdamW on one batch."""
    size, batch = int(words["size"]), int(words["batch"])
    net = network(words["model"], size).to(device, memory_format=torch.channels_last).train()
    optimizer = torch.optim.AdamW(net.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY, fused=True)
    x = torch.rand(batch, 3, size, size, device=device).to(memory_format=torch.channels_last)
    labels = torch.arange(batch, device=device) % CLASSES
    model = compiled(net, words["variant"])
    marks = words["variant"] == "reduce-overhead"

    def step():
        if marks:
            torch.compiler.cudagraph_mark_step_begin()
        optimizer.zero_grad(set_to_none=True)
        with cast():
            loss = F.cross_entropy(model(x), labels)
        loss.backward()
        optimizer.step()

    return step


def compiled(net, variant):
    if variant == "eager":
        return net
    torch._dynamo.reset()
    return torch.compile(net) if variant == "compile" else torch.compile(net, mode=variant)


# ---------------------------------------------------------------- kernels

def rotation(device, bytes_of_one, make):
    """Enough sets of buffers that a GPU's cache never holds the next one; a CPU gets one."""
    count = min(MOST_SETS, 1 + math.ceil(CACHE_BYTES / bytes_of_one)) if device == "cuda" else 1
    sets = [make() for _ in range(count)]
    turn = 0

    def following():
        nonlocal turn
        turn = (turn + 1) % len(sets)
        return sets[turn]

    return following


def convolution(pass_name, words, device, cast, kind):
    """A 3x3 convolution that keeps height and width, with bias; a block adds ReLU and 2x2 average pooling."""
    left, k = words["size"].split("-")
    n, h, w, c = (int(number) for number in left.split("x"))
    k = int(k)
    block = pass_name.startswith("block")
    first_layer = c == 3
    weight = ((torch.rand(k, c, 3, 3, device=device) - 0.5) * (2 / math.sqrt(9 * c))).to(
        memory_format=torch.channels_last).requires_grad_()
    bias = torch.zeros(k, device=device, requires_grad=True)
    side = (h // 2, w // 2) if block else (h, w)

    def make():
        x = torch.rand(n, c, h, w, device=device).to(kind, memory_format=torch.channels_last)
        dy = torch.rand(n, k, *side, device=device).to(kind, memory_format=torch.channels_last)
        return x, dy

    size = 2 if kind is torch.bfloat16 else 4
    following = rotation(device, size * n * (c * h * w + k * side[0] * side[1]), make)

    def forward(x):
        with cast():
            y = F.conv2d(x, weight, bias, padding=1)
            return F.avg_pool2d(F.relu(y), 2) if block else y

    def only_forward():
        with torch.no_grad():
            forward(following()[0])

    def with_gradients():
        x, dy = following()
        x = x.detach().requires_grad_(not first_layer)
        wanted = [weight, bias] + ([] if first_layer else [x])
        torch.autograd.grad(forward(x), wanted, dy)

    def one_gradient(mask):
        kernel = weight.detach().to(kind, memory_format=torch.channels_last)

        def gradient():
            x, dy = following()
            torch.ops.aten.convolution_backward(
                dy, x, kernel, [k], [1, 1], [1, 1], [1, 1], False, [0, 0], 1, mask)
        return gradient

    return {
        "forward": only_forward,
        "blockForward": only_forward,
        "forwardAndGradients": with_gradients,
        "blockForwardAndGradients": with_gradients,
        "backwardData": one_gradient([True, False, False]),
        "backwardFilter": one_gradient([False, True, True]),
    }[pass_name]


def linear(pass_name, words, device, cast, kind):
    """A fully connected layer; its weights are larger than any cache. They are stored in fp32, as Menny stores them."""
    inputs, outputs = (int(number) for number in words["size"].split("-"))
    batch = int(words["batch"])
    x = torch.rand(batch, inputs, device=device).to(kind)
    dy = torch.rand(batch, outputs, device=device).to(kind)
    weight = (torch.rand(outputs, inputs, device=device) - 0.5) / math.sqrt(inputs)
    bias = torch.zeros(outputs, device=device)

    def forward():
        with cast():
            F.linear(x, weight, bias)

    def backward_data():
        with cast():
            torch.mm(dy, weight)

    def backward_filter():
        # Gradients of fp32 parameters are fp32.
        torch.mm(dy.t(), x).to(torch.float32)
        dy.sum(0)

    step = {"forward": forward, "backwardData": backward_data, "backwardFilter": backward_filter}[pass_name]

    def without_tape():
        with torch.no_grad():
            step()

    return without_tape


def adamw(words, device):
    """AdamW on one flat run of parameters."""
    parameter = torch.nn.Parameter(torch.ones(int(words["size"]), device=device))
    parameter.grad = torch.full_like(parameter, 0.1)
    return torch.optim.AdamW([parameter], lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY, fused=True).step


# ---------------------------------------------------------------- the conversation

def settings(words):
    """Where, and in what: the device, a context to compute in, and the type of activations."""
    device, precision = words["device"], words["precision"]
    if device == "cuda":
        if not torch.cuda.is_available():
            raise Refused("PyTorch finds no GPU")
        if precision not in ("fp32", "tf32", "bf16"):
            raise Refused("PyTorch has no precision " + precision)
        exact = precision != "tf32"
        torch.backends.cuda.matmul.allow_tf32 = not exact
        torch.backends.cudnn.allow_tf32 = not exact
        torch.backends.cudnn.benchmark = True
    elif device == "cpu":
        if precision != "fp32":
            raise Refused("on the CPU, PyTorch is compared in fp32 only")
        torch.set_num_threads(int(words["threads"]))
    else:
        raise Refused("PyTorch has no device " + device)
    mixed = precision == "bf16"
    return (device, lambda: torch.autocast(device, dtype=torch.bfloat16, enabled=mixed),
            torch.bfloat16 if mixed else torch.float32)


def prepare(benchmark, words):
    if torch is None:
        raise Refused("PyTorch is not here: " + MISSING)
    device, cast, kind = settings(words)
    family, pass_name = benchmark.split(".")
    if family == "TrainStepBenchmark" and pass_name == "step":
        return device, training_step(words, device, cast)
    if family == "ConvBenchmark":
        return device, convolution(pass_name, words, device, cast, kind)
    if family == "LinearBenchmark":
        return device, linear(pass_name, words, device, cast, kind)
    if family == "AdamWBenchmark":
        return device, adamw(words, device)
    raise Refused("PyTorch has no " + benchmark)


def window(device, operation, count):
    """Seconds of some operations, all of them done at the end."""
    if device == "cuda":
        torch.cuda.synchronize()
    start = time.perf_counter()
    for _ in range(count):
        operation()
    if device == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter() - start


def warm_up(device, operation):
    enough = GPU_WARM_UP_SECONDS if device == "cuda" else CPU_WARM_UP_SECONDS
    # The first one compiles and searches, which is not warmth.
    window(device, operation, 1)
    spent, count = 0.0, 0
    while count < WARM_UPS or spent < enough:
        spent += window(device, operation, 1)
        count += 1


def release():
    if torch is not None and torch.cuda.is_available():
        torch.cuda.empty_cache()


def converse():
    ready = None
    for line in sys.stdin:
        question = line.split()
        try:
            if question[0] == "prepare":
                ready = None
                release()
                words = dict(word.split("=", 1) for word in question[2:])
                ready = prepare(question[1], words)
                warm_up(*ready)
                answer = "ready"
            elif question[0] == "window":
                answer = "seconds %r" % window(*ready, int(question[1]))
            else:
                ready = None
                release()
                answer = "released"
        except Refused as reason:
            answer = "refused %s" % reason
        except Exception as error:
            traceback.print_exc()
            ready = None
            answer = "failed %s" % " ".join(("%s: %s" % (type(error).__name__, error)).split())[:300]
        print(PROMPT + answer, flush=True)


if __name__ == "__main__":
    converse()
