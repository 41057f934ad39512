"""The table of contents: every unit and exercise of the lecture, in its order.

To add an exercise, write one module in the unit's package and add its name here.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A unit of the lecture: its package, its letter, its title, its exercises in order."""

    package: str
    letter: str
    title: str
    exercises: tuple[str, ...]
    needs: str = ""


UNITS = (
    Unit(
        "warm_up",
        "A",
        "Warm-up",
        (
            "building_blocks",
            "two_architectures",
            "layer_parameters",
            "network_parameters",
            "digit_loss",
            "digit_loss_value",
            "which_logarithm",
        ),
    ),
    Unit(
        "data", "B", "Data and initialisation", ("make_spiral", "init_linear"), needs="numpy arrays"
    ),
    Unit(
        "scores",
        "C",
        "Scores, labels, shapes",
        ("score_shapes", "linear_scores", "one_hot", "accuracy"),
        needs="A",
    ),
    Unit(
        "softmax",
        "D",
        "Softmax and cross-entropy",
        (
            "softmax_by_hand",
            "softmax",
            "softmax_invariance",
            "softmax_two_classes",
            "cross_entropy",
            "chance_level",
        ),
        needs="C",
    ),
    Unit(
        "loss",
        "E",
        "Training loss with l2 penalty",
        ("penalty_derivative", "penalty_value", "linear_loss"),
        needs="D",
    ),
    Unit(
        "linear_gradient",
        "F",
        "Gradient of the linear classifier",
        (
            "score_derivative",
            "score_gradient_by_hand",
            "bias_gradient_meaning",
            "dscores",
            "gradient_shapes",
            "affine_grads",
            "linear_loss_grads",
            "free_checks",
            "numerical_gradient",
            "break_the_bias",
        ),
        needs="E",
    ),
    Unit(
        "weight_decay",
        "G",
        "Weight decay",
        ("weight_decay_factor", "decay_time", "decay_step"),
        needs="E1",
    ),
    Unit(
        "linear_training",
        "H",
        "Training the linear classifier",
        ("train_linear", "read_the_loss", "run_gd"),
        needs="F, G",
    ),
    Unit(
        "two_layer_forward",
        "I",
        "ReLU and the two-layer forward pass",
        ("relu_pair", "forward2", "two_layer_shapes", "forward_by_hand", "collapse"),
        needs="C",
    ),
    Unit(
        "two_layer_gradient",
        "J",
        "Gradients of the two-layer network",
        (
            "second_layer",
            "hidden_grad",
            "relu_backward",
            "two_layer_loss_grads",
            "backward_by_hand",
            "find_the_mistake",
            "dead_units",
            "smallest_counterexample",
            "fool_the_check",
        ),
        needs="F, I",
    ),
    Unit(
        "two_layer_training",
        "K",
        "Training the two-layer network",
        ("train_two_layer", "step_two_layer"),
        needs="H, J",
    ),
    Unit(
        "one_dimension",
        "L",
        "One dimension: the claims",
        (
            "two_layer_claims",
            "claim_by_numbers",
            "activation_claims",
            "activation_derivatives",
            "grads_1d",
        ),
        needs="E1 (chain rule)",
    ),
    Unit(
        "linear_chain",
        "M",
        "Multi-layer linear network",
        ("three_layer_claims", "chain_grads", "zero_weight"),
        needs="L",
    ),
    Unit(
        "recursion",
        "N",
        "Intermediate layers and recursion",
        (
            "three_readings",
            "recursion_step",
            "fill_the_table",
            "chain_backprop",
            "vanishing_gradients",
            "layer_to_layer",
        ),
        needs="M",
    ),
    Unit(
        "deep",
        "O",
        "L layers in matrix form",
        (
            "deep_shapes",
            "forward",
            "output_grads",
            "backward",
            "mlp_grads",
            "two_passes",
            "cost_of_a_gradient",
        ),
        needs="J, N",
    ),
    Unit(
        "capstones",
        "P",
        "Capstones",
        ("check_gradients", "train_mlp", "train_regression"),
        needs="K, O",
    ),
)
