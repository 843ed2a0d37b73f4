package org.bytestill.text;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.bytestill.problem.Quoted;

/**
 * The other side of a {@link LibraryProcess}: reads a {@code tokenizer.json}, then texts, from standard input, and writes their tokens to
 * standard output. Ends itself when an answer takes too long, as native code cannot be interrupted, and when its input ends.
 */
final class LibraryServer {
    private static final long SECONDS_TO_OPEN = 60;
    /** For a text of any length, on a machine that has other work to do. */
    private static final long SECONDS_TO_CUT = 2;
    /** And another second for so many characters: a hundredth of the usual speed. */
    private static final long CHARACTERS_A_SECOND = 50_000;

    private LibraryServer() {}

    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        System.setOut(new PrintStream(OutputStream.nullOutputStream())); // what a library prints is no answer
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "bytestill-clock");
            thread.setDaemon(true);
            return thread;
        });
        try (NativeTokenizer library = open(in, out, clock)) {
            while (library != null) {
                answer(library, texts(in), out, clock);
            }
        } catch (EOFException e) {
            // Nobody asks any more.
        }
    }

    private static NativeTokenizer open(DataInputStream in, DataOutputStream out, ScheduledExecutorService clock) throws IOException {
        ScheduledFuture<?> limit = endAfter(SECONDS_TO_OPEN, clock);
        try {
            NativeTokenizer library = new LibraryInThisProcess(in.readNBytes(in.readInt()));
            out.writeBoolean(true);
            return library;
        } catch (RuntimeException e) {
            refuse(e, out);
            throw new EOFException();
        } finally {
            out.flush();
            limit.cancel(false);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static void answer(NativeTokenizer library, List<String> texts, DataOutputStream out, ScheduledExecutorService clock)
            throws IOException {
        long characters = texts.stream().mapToLong(String::length).sum();
        ScheduledFuture<?> limit = endAfter(SECONDS_TO_CUT + characters / CHARACTERS_A_SECOND, clock);
        try {
            List<NativeTokenizer.Cut> cuts = library.cut(texts);
            out.writeBoolean(true);
            for (NativeTokenizer.Cut cut : cuts) {
                out.writeInt(cut.ids().length);
                write(cut.ids(), out);
                write(cut.pieces(), out);
            }
        } catch (RuntimeException e) {
            refuse(e, out);
        } finally {
            limit.cancel(false);
        }
        out.flush();
    }

    private static void write(int[] values, DataOutputStream out) throws IOException {
        for (int value : values) {
            out.writeInt(value);
        }
    }

    private static void refuse(RuntimeException why, DataOutputStream out) throws IOException {
        out.writeBoolean(false);
        out.writeUTF(Quoted.of(String.valueOf(why.getMessage())));
    }

    private static ScheduledFuture<?> endAfter(long seconds, ScheduledExecutorService clock) {
        return clock.schedule(() -> Runtime.getRuntime().halt(1), seconds, TimeUnit.SECONDS);
    }
}
