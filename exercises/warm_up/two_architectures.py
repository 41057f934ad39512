"""Slide "Warm-up questions": name two different architectures."""

from grader.core.kinds import NamedThings, NotThese

PROMPT = r"""
Name two different neural network architectures, separated by a comma or on two lines.

Abbreviations are fine; capitals, hyphens and the words "neural network" do not matter.
"""


def either(name, short, *others):
    """A name with its abbreviation, alone or one beside the other."""
    return (name, short, f"{name} {short}", f"{short} {name}", *others)


FAMILIES = {
    "feed-forward": (
        either("multilayer perceptron", "mlp", "multi-layer perceptron")
        + either("feed-forward", "ffn", "fnn", "deep feedforward")
        + either("fully connected", "dense", "fully connected layer", "dense layer")
        + either("deep", "dnn"),
        ("perceptron", "single-layer perceptron"),
        either("radial basis function", "rbf"),
    ),
    "convolutional": (
        either("convolutional", "cnn", "convolution", "deep convolutional")
        + either("convolutional", "convnet", "conv"),
        either("residual", "resnet"),
        ("vgg", "vgg16", "vgg19"),
        ("lenet", "lenet-5"),
        ("alexnet",),
        ("inception", "googlenet"),
        ("u-net", "unet"),
        ("densenet", "densely connected"),
        ("mobilenet",),
        ("efficientnet",),
    ),
    "recurrent": (
        either("recurrent", "rnn"),
        either("long short-term memory", "lstm"),
        either("gated recurrent unit", "gru"),
        ("hopfield",),
    ),
    "attention": (
        ("transformer", "self-attention", "attention"),
        ("bert",),
        either("generative pre-trained transformer", "gpt", "gpt-3", "gpt-4", "chatgpt"),
        either("vision transformer", "vit"),
    ),
    "generative": (
        ("autoencoder", "auto-encoder"),
        either("variational autoencoder", "vae", "variational auto-encoder"),
        either("generative adversarial", "gan"),
        either("restricted boltzmann machine", "rbm", "boltzmann machine"),
        either("deep belief", "dbn"),
        ("diffusion",),
    ),
    "graph": (
        either("graph", "gnn", "message passing"),
        either("graph convolutional", "gcn"),
        either("graph attention", "gat"),
    ),
    "other": (
        ("siamese",),
        either("spiking", "snn"),
        ("state space", "mamba"),
        either("mixture of experts", "moe"),
        ("capsule", "capsnet"),
    ),
}

OTHER_METHODS = (
    *either("support vector machine", "svm"),
    *either("principal component analysis", "pca"),
    *either("k nearest neighbours", "knn", "k nearest neighbors"),
    *("linear regression", "logistic regression", "naive bayes", "k-means"),
    *("decision tree", "random forest"),
)

PARTS_AND_TOOLS = (
    *either("stochastic gradient descent", "sgd", "gradient descent"),
    *("adam", "backpropagation", "backprop", "dropout", "batch normalization"),
    *("softmax", "relu", "sigmoid", "cross entropy"),
    *("pytorch", "tensorflow", "keras"),
)

exercise = NamedThings(
    title="Two architectures",
    slide="Warm-up questions",
    prompt=PROMPT,
    families=FAMILIES,
    ignored=("neural", "network", "net", "model", "architecture", "a", "an", "the", "1", "2"),
    same_family="Both belong to the same family; can you name one from another family?",
    not_these=(
        NotThese(
            "A2-ALGO",
            "A method of machine learning that is not a neural network does not count.",
            OTHER_METHODS,
        ),
        NotThese(
            "A2-TRAIN",
            "A way to train, an ingredient of a layer or a library is not an architecture.",
            PARTS_AND_TOOLS,
        ),
    ),
    hints=(
        "Different data call for different architectures.",
        "Which one is used for images? Which one for text?",
        "Acronyms are fine: three or four letters each.",
    ),
)
