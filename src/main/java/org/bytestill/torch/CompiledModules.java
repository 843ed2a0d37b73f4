package org.bytestill.torch;

import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The TorchScript modules of this process. Compiling a decoder takes a tenth of a second, and a module holds no weights and, with the graph
 * optimizer off ({@link TorchThread#prepare}), learns nothing from its calls: scripts of one source share it, and the ones closed last
 * are kept for the next.
 */
final class CompiledModules {
    /** More than a run, an inspection and an export have at a time. */
    static final int MOST_IDLE = 24;

    private static final CompiledModules SHARED = new CompiledModules();

    private final Map<String, Compiled> modules = new HashMap<>();
    /** Those that no script uses, the one closed last at the end. */
    private final Deque<Compiled> idle = new ArrayDeque<>();

    /** A module, its source, and how many scripts use it. */
    private static final class Compiled {
        private final String source;
        private final Scope scope = Scope.open("script", Device.CPU);
        private final PtSymbolBlock module;
        private int users;

        Compiled(String source) {
            this.source = source;
            try {
                module = JniUtils.loadModule(scope.manager(), new ByteArrayInputStream(ScriptArchive.of(source)), false, false);
            } catch (IOException e) {
                scope.close();
                throw new UncheckedIOException(e);
            } catch (RuntimeException e) {
                scope.close();
                throw e;
            }
        }

        void close() {
            module.close();
            scope.close();
        }
    }

    static CompiledModules shared() {
        return SHARED;
    }

    /**
     * The module of a source; {@link #release} gives it back.
     *
     * @throws ai.djl.engine.EngineException with line and caret if the source does not compile
     */
    synchronized PtSymbolBlock acquire(String source) {
        Compiled compiled = modules.computeIfAbsent(source, Compiled::new);
        if (compiled.users++ == 0) {
            idle.remove(compiled);
        }
        return compiled.module;
    }

    /** Gives back what was acquired once. */
    synchronized void release(String source) {
        Compiled compiled = modules.get(source);
        if (--compiled.users == 0) {
            idle.addLast(compiled);
        }
        while (idle.size() > MOST_IDLE) {
            Compiled eldest = idle.removeFirst();
            modules.remove(eldest.source);
            eldest.close();
        }
    }
}
