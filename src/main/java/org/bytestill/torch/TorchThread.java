package org.bytestill.torch;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import org.bytestill.util.NativeFolder;
import org.slf4j.LoggerFactory;

/** Per-thread set-up of libtorch; every thread that runs scripts calls {@link #prepare} first. */
public final class TorchThread {
    private static volatile boolean started;

    private TorchThread() {}

    /**
     * Readies the calling thread.
     *
     * @param threads threads of one tensor operation; 0 for one a core. Every Java thread has its own team, so the sum
     *                over threads that compute at the same time should not exceed the cores.
     */
    public static void prepare(int threads) {
        startEngine();
        // Gradients are switched on inside the scripts that need them; the default differs between threads.
        JniUtils.setGradMode(false);
        // The optimizer profiles the first calls, whose rounding then differs from later ones: a resumed run would not repeat.
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setNumThreads(threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    }

    /**
     * Loads libtorch once per process; further calls cost nothing. Contacts no server.
     *
     * @throws org.bytestill.problem.UserError if the environment names a libtorch that cannot be used, or the built-in one cannot be unpacked
     */
    static void startEngine() {
        if (!started) {
            start();
        }
    }

    /** Version of the loaded libtorch. */
    public static String libtorchVersion() {
        startEngine();
        return Engine.getEngine("PyTorch").getVersion();
    }

    private static synchronized void start() {
        if (started) {
            return;
        }
        NativeFolder.prepare();
        LibtorchChoice choice = LibtorchChoice.ofProcess();
        choice.announce();
        if (choice.external() == null) {
            choice.notes().forEach(LoggerFactory.getLogger(TorchThread.class)::warn);
        }
        System.setProperty("OPT_OUT_TRACKING", "true");
        if (System.getProperty("ai.djl.offline") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
        OpenMp.spinBriefly();
        HugePages.askFor();
        NativeFolder.loading("libtorch", () -> Engine.getEngine("PyTorch"));
        started = true;
    }
}
