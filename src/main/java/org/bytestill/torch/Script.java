package org.bytestill.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.TorchScriptCall;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Failure;
import org.bytestill.problem.UserError;

/**
 * TorchScript text as a loaded module. Its methods take and give tensors, and any registered operator may be called in
 * them; a whole forward and backward pass is one call.
 *
 * <p>May be used by several threads at once; each has called {@link TorchThread#prepare}.
 */
public final class Script implements AutoCloseable {
    private final PtSymbolBlock module;
    private final Scope scope;

    /**
     * Compiles the text.
     *
     * @param methods method definitions of a class named {@code M}, each indented by two spaces, in the dialect of
     *                serialized TorchScript: {@code def name(self: __torch__.M, x: Tensor) -> Tensor:}
     * @throws EngineException with line and caret if the text does not compile
     */
    public Script(String methods) {
        TorchThread.startEngine();
        scope = Scope.open("script", Device.CPU);
        try {
            module = JniUtils.loadModule(scope.manager(), new ByteArrayInputStream(ScriptArchive.of(methods)), false, false);
        } catch (IOException e) {
            scope.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    /**
     * Calls a method that returns a list of tensors, or one.
     *
     * @param results   scope that owns the results
     * @param arguments {@link Tensor}, {@link TensorList}, {@code List<Tensor>}, long, int, double, boolean, String, long[],
     *                  boolean[]
     * @throws UserError with exit code {@link ExitCode#OUT_OF_MEMORY} if memory ran out
     */
    public List<Tensor> call(Scope results, String method, Object... arguments) {
        List<IValue> owned = new ArrayList<>();
        try {
            IValue[] values = new IValue[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                values[i] = value(arguments[i], owned);
            }
            try (IValue result = TorchScriptCall.run(module, method, values)) {
                List<Tensor> tensors = new ArrayList<>();
                for (NDArray array : result.toNDList(results.manager())) {
                    tensors.add(new Tensor((PtNDArray) array));
                }
                return tensors;
            }
        } catch (EngineException e) {
            throw translated(method, e);
        } finally {
            owned.forEach(IValue::close);
        }
    }

    /** Calls a method that returns one tensor. */
    public Tensor callOne(Scope results, String method, Object... arguments) {
        return call(results, method, arguments).get(0);
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

    private static RuntimeException translated(String method, EngineException e) {
        return Failure.isOutOfMemory(e) ? new UserError(ExitCode.OUT_OF_MEMORY,
                "There is not enough memory (step \"" + method + "\"). Close other programs, or compute less at once.", e) : e;
    }

    @Override
    public void close() {
        module.close();
        scope.close();
    }
}
