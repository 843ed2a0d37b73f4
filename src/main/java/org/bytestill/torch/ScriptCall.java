package org.bytestill.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A call of a script's method whose arguments are given by the names of its parameters, in any order: a tensor cannot take another's
 * place unnoticed.
 */
public final class ScriptCall {
    private final Script script;
    private final String method;
    private final List<String> parameters;
    private final Map<String, Object> arguments = new HashMap<>();

    ScriptCall(Script script, String method, List<String> parameters) {
        this.script = script;
        this.method = method;
        this.parameters = parameters;
    }

    /**
     * Gives one argument.
     *
     * @param argument {@link Tensor}, {@link TensorList}, {@code List<Tensor>}, long, int, double, boolean,
     *                 String, long[], double[], boolean[]
     * @throws IllegalArgumentException if the method has no such parameter, or it was given before
     */
    public ScriptCall with(String parameter, Object argument) {
        if (!parameters.contains(parameter)) {
            throw new IllegalArgumentException("The script's method " + method + " has no parameter " + parameter + "; it has " + parameters
                    + ".");
        }
        if (arguments.put(parameter, argument) != null) {
            throw new IllegalArgumentException("The parameter " + parameter + " of the script's method " + method + " was given twice.");
        }
        return this;
    }

    /**
     * Runs a method that returns one tensor.
     *
     * @param results scope that owns it
     * @throws org.bytestill.problem.UserError with exit code OUT_OF_MEMORY if memory ran out
     */
    public Tensor tensor(Scope results) {
        return tensors(results).get(0);
    }

    /** Runs a method that returns a list of tensors, or one. */
    public List<Tensor> tensors(Scope results) {
        return lists(results).get(0);
    }

    /** Runs a method that returns a tuple of tensors and lists of tensors: each of its parts as a list. */
    public List<List<Tensor>> lists(Scope results) {
        Object[] inOrder = new Object[parameters.size()];
        for (int i = 0; i < inOrder.length; i++) {
            inOrder[i] = arguments.get(parameters.get(i));
            if (inOrder[i] == null) {
                throw new IllegalArgumentException("The parameter " + parameters.get(i) + " of the script's method " + method
                        + " was not given.");
            }
        }
        return script.run(results, method, inOrder);
    }
}
