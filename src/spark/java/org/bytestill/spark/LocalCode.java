package org.bytestill.spark;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Bytestill's own code in this process, in a class loader that sees nothing of Spark: both bring Jackson, Netty and others in versions of
 * their own. The conversion of a process is kept open, so that the teacher is loaded once, not once a shard.
 */
final class LocalCode {
    private static final String WORK = "org.bytestill.cli.ClusterWork";
    private static final Map<String, LocalCode> OPENED = new HashMap<>();
    private static ClassLoader loader;

    private final Object work;

    private LocalCode(Object work) {
        this.work = work;
    }

    /**
     * @param lib       folder of Bytestill's libraries
     * @param arguments those of {@code bytestill convert}
     * @param threads   threads of one tensor operation
     */
    static synchronized LocalCode open(String lib, String[] arguments, int threads) {
        String key = lib + Arrays.toString(arguments);
        LocalCode known = OPENED.get(key);
        if (known == null) {
            known = new LocalCode(call(null, loaded(lib), "open", new Class<?>[] {String[].class, int.class}, arguments, threads));
            OPENED.put(key, known);
        }
        return known;
    }

    private static Class<?> loaded(String lib) {
        try {
            if (loader == null) {
                // Before any class of DJL is loaded: it would contact a server otherwise.
                System.setProperty("OPT_OUT_TRACKING", "true");
                loader = new URLClassLoader(jars(lib), ClassLoader.getPlatformClassLoader());
            }
            return loader.loadClass(WORK);
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("Bytestill is not in " + lib + " on this machine: " + e.getMessage(), e);
        }
    }

    private static URL[] jars(String lib) throws IOException {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(lib))) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
                jars.add(jar.toUri().toURL());
            }
        }
        return jars.toArray(URL[]::new);
    }

    private static Object call(Object target, Class<?> type, String method, Class<?>[] types, Object... arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(type.getClassLoader());
        try {
            return type.getMethod(method, types).invoke(target, arguments);
        } catch (InvocationTargetException e) {
            // The error itself is of a class that Spark's other processes do not know.
            boolean ofUser = e.getCause().getClass().getSimpleName().equals("UserError");
            throw new IllegalStateException(ofUser ? e.getCause().getMessage() : e.getCause() + " " + Arrays.toString(e.getCause().getStackTrace()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Shards that nobody has finished. */
    int[] missing() {
        return (int[]) call(work, work.getClass(), "missing", new Class<?>[0]);
    }

    /** Computes a shard; true if this process committed it. A teacher is for one thread at a time. */
    synchronized boolean compute(int shard) {
        return (boolean) call(work, work.getClass(), "compute", new Class<?>[] {int.class}, shard);
    }

    /** Takes all shards in; what to tell, in one line. */
    String finish() {
        return (String) call(work, work.getClass(), "finish", new Class<?>[0]);
    }
}
