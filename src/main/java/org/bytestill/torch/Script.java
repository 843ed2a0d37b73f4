package org.bytestill.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.TorchScriptCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Failure;
import org.bytestill.problem.UserError;

/**
 * A TorchScript module compiled from source. Its methods take and give tensors, and any registered operator may be called in
 * them; a whole forward and backward pass is one call.
 *
 * <p>May be used by several threads at once; each has called {@link TorchThread#prepare}.
 */
public final class Script implements AutoCloseable {
    private static final Pattern METHOD = Pattern.compile("^def (\\w+)\\(\\s*self\\b([^)]*)\\)", Pattern.MULTILINE);
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)\\s*:");

    private final String source;
    private final PtSymbolBlock module;
    private final Map<String, List<String>> parametersOf;
    private boolean closed;

    /**
     * Compiles the source, unless that is done already.
     *
     * @param source functions {@code def name(self, x: Tensor) -> Tensor:}, which become the methods of one module and call each other
     *               as {@code self.name(x)}; see {@link ScriptTemplate}
     * @throws EngineException with line and caret if the source does not compile
     */
    public Script(String source) {
        TorchThread.startEngine();
        this.source = source;
        parametersOf = parametersOf(source);
        module = CompiledModules.shared().acquire(source);
    }

    /** Names of each method's parameters, in their order, without self. */
    private static Map<String, List<String>> parametersOf(String source) {
        Map<String, List<String>> parametersOf = new HashMap<>();
        Matcher method = METHOD.matcher(source);
        while (method.find()) {
            parametersOf.put(method.group(1), PARAMETER.matcher(method.group(2)).results().map(parameter -> parameter.group(1)).toList());
        }
        return parametersOf;
    }

    /** A call of a method, whose arguments are still to be given. */
    public ScriptCall method(String name) {
        List<String> parameters = parametersOf.get(name);
        if (parameters == null) {
            throw new IllegalArgumentException("The script has no method " + name + ".");
        }
        return new ScriptCall(this, name, parameters);
    }

    /** The parts of a method's result, each a list of tensors; a result that is no tuple is one part. */
    List<List<Tensor>> run(Scope results, String method, Object[] arguments) {
        Device device = SameDevice.of(method, arguments);
        List<IValue> owned = new ArrayList<>();
        try {
            IValue[] values = new IValue[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                values[i] = value(arguments[i], owned);
            }
            try (IValue result = TorchScriptCall.run(module, method, values)) {
                return result.isTuple() ? parts(result, results, device) : List.of(tensors(result, results, device));
            }
        } catch (EngineException e) {
            throw translated(method, e);
        } finally {
            owned.forEach(IValue::close);
        }
    }

    private static List<List<Tensor>> parts(IValue tuple, Scope results, Device device) {
        List<List<Tensor>> parts = new ArrayList<>();
        for (IValue part : tuple.toIValueTuple()) {
            try (part) {
                parts.add(tensors(part, results, device));
            }
        }
        return parts;
    }

    private static List<Tensor> tensors(IValue value, Scope results, Device device) {
        List<Tensor> tensors = new ArrayList<>();
        for (NDArray array : value.toNDList(results.manager())) {
            tensors.add(new Tensor((PtNDArray) array, device));
        }
        return tensors;
    }

    private static IValue value(Object argument, List<IValue> owned) {
        if (argument instanceof TensorList list) {
            return list.value();
        }
        IValue value;
        if (argument instanceof Tensor tensor) {
            value = IValue.from(tensor.array());
        } else if (argument instanceof Integer number) {
            value = IValue.from(number.longValue());
        } else if (argument instanceof Long number) {
            value = IValue.from(number.longValue());
        } else if (argument instanceof Double number) {
            value = IValue.from(number.doubleValue());
        } else if (argument instanceof Boolean flag) {
            value = IValue.from(flag.booleanValue());
        } else if (argument instanceof String text) {
            value = IValue.from(text);
        } else if (argument instanceof long[] numbers) {
            value = IValue.listFrom(numbers);
        } else if (argument instanceof double[] numbers) {
            value = IValue.listFrom(numbers);
        } else if (argument instanceof boolean[] flags) {
            value = IValue.listFrom(flags);
        } else if (argument instanceof List<?> tensors) {
            value = TensorList.listOf(tensors.stream().map(Tensor.class::cast).toList());
        } else {
            throw new IllegalArgumentException("A script cannot take a " + argument.getClass().getSimpleName() + ".");
        }
        owned.add(value);
        return value;
    }

    /** libtorch throws one type for everything; memory at its end is known by its words alone. */
    private static RuntimeException translated(String method, EngineException e) {
        return Failure.isOutOfMemory(e) ? new UserError(ExitCode.OUT_OF_MEMORY,
                "There is not enough memory (step \"" + method + "\"). Close other programs, or compute less at once.", e) : e;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            CompiledModules.shared().release(source);
        }
    }
}
