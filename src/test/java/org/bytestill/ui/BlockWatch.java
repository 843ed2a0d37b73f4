package org.bytestill.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.application.Platform;

/**
 * How long JavaFX's thread leaves a question unanswered, asked every few milliseconds, and what it does meanwhile when that is too long.
 */
final class BlockWatch implements AutoCloseable {
    private static final long BETWEEN_MILLIS = 5;
    private static final long TOO_LONG_MILLIS = 50;
    private static final int FRAMES = 4;

    private final List<Double> millis = new ArrayList<>();
    private final Map<String, Integer> found = new TreeMap<>();
    private final Thread asking = new Thread(this::ask, "block-watch");
    private final Thread window;
    private volatile boolean ended;

    BlockWatch() throws Exception {
        window = FxRoom.onFx(Thread::currentThread);
        asking.setDaemon(true);
        asking.start();
    }

    private void ask() {
        try {
            while (!ended) {
                long asked = System.nanoTime();
                CountDownLatch answered = new CountDownLatch(1);
                Platform.runLater(answered::countDown);
                if (!answered.await(TOO_LONG_MILLIS, TimeUnit.MILLISECONDS)) {
                    found.merge(doing(), 1, Integer::sum);
                    answered.await();
                }
                millis.add((System.nanoTime() - asked) / 1e6);
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The innermost lines of the program's own, or of JavaFX where there are none. */
    private String doing() {
        StackTraceElement[] stack = window.getStackTrace();
        String own = lines(stack, "org.bytestill");
        return own.isEmpty() ? lines(stack, "") : own;
    }

    private static String lines(StackTraceElement[] stack, String of) {
        return Arrays.stream(stack).filter(frame -> frame.getClassName().startsWith(of)).limit(FRAMES)
                .map(frame -> frame.getClassName().replaceAll(".*\\.", "") + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                .collect(Collectors.joining(" < "));
    }

    /** How many answers, how late, and what was found; once it is closed. */
    String report() {
        List<Double> sorted = millis.stream().sorted().toList();
        long late = sorted.stream().filter(each -> each > TOO_LONG_MILLIS).count();
        return String.format(Locale.ROOT, "%d answers, median %.1f ms, p95 %.1f ms, longest %.0f ms, %d above %d ms%s", sorted.size(),
                at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1), late, TOO_LONG_MILLIS,
                found.entrySet().stream().map(each -> "\n      " + each.getValue() + " x " + each.getKey()).collect(Collectors.joining()));
    }

    static double at(List<Double> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        asking.join();
    }
}
