package ai.djl.pytorch.jni;

import ai.djl.pytorch.engine.PtSymbolBlock;

/**
 * Runs any method of a TorchScript module with any arguments, outside inference mode.
 *
 * <p>Lives in this package because the native entry point is package-private. The public ways always use inference mode
 * (whose results cannot take part in autograd) or steer by array names.
 */
public final class TorchScriptCall {
    private TorchScriptCall() {}

    /** The caller closes the result; the arguments stay the caller's. */
    public static IValue run(PtSymbolBlock module, String method, IValue... arguments) {
        long[] handles = new long[arguments.length];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = arguments[i].getHandle();
        }
        boolean train = true;
        boolean separateCudaStream = false;
        return new IValue(PyTorchLibrary.LIB.moduleRunMethod(module.getHandle(), method, handles, train, separateCudaStream));
    }
}
