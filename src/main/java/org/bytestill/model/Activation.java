package org.bytestill.model;

/** The activations of an MLP, under the names that {@code config.json} gives them, as script expressions. */
final class Activation {
    private Activation() {}

    /**
     * The expression of an activation.
     *
     * @param key       the key that names it
     * @param byDefault its name if the key is missing
     * @param argument  the script expression it is applied to
     */
    static String of(ModelConfig config, String key, String byDefault, String argument) {
        return switch (config.keys().text(key, byDefault)) {
            case "silu", "swish" -> "torch.silu(" + argument + ")";
            case "gelu", "gelu_python" -> "torch.gelu(" + argument + ")";
            case "gelu_new", "gelu_fast", "gelu_accurate", "gelu_pytorch_tanh", "gelu_python_tanh" ->
                    "torch.gelu(" + argument + ", approximate=\"tanh\")";
            case "quick_gelu" -> argument + " * torch.sigmoid(" + argument + " * 1.702)";
            case "relu" -> "torch.relu(" + argument + ")";
            case "relu2" -> "torch.square(torch.relu(" + argument + "))";
            case "tanh" -> "torch.tanh(" + argument + ")";
            case "sigmoid" -> "torch.sigmoid(" + argument + ")";
            case "linear" -> argument;
            default -> throw config.keys().wrong(key,
                    "silu, gelu, gelu_new, gelu_pytorch_tanh, quick_gelu, relu, relu2, tanh, sigmoid and linear are supported");
        };
    }
}
