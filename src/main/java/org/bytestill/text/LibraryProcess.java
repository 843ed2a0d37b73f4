package org.bytestill.text;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.bytestill.util.ChildJava;
import org.jspecify.annotations.Nullable;

/**
 * The tokenizers library in a process of its own ({@link LibraryServer}), for files whose rules may end it or never end. If it ends, the
 * text that ended it is refused, and the next text starts it anew. Starting takes about half a second.
 */
final class LibraryProcess implements NativeTokenizer {
    private static final List<String> OPTIONS = List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            // What it dies of is expected and told by this process: no dump, no report in the current folder.
            "-XX:+SuppressFatalErrorMessage", "-XX:-CreateCoredumpOnCrash", "-DOPT_OUT_TRACKING=true");
    private final Path file;
    private final byte[] tokenizerJson;
    private @Nullable Running running;

    /** A started process and the streams to it. */
    private record Running(Process process, DataOutputStream requests, DataInputStream answers) {}

    /**
     * @param file the file that the rules come from, for messages
     * @throws UserError if the library refuses the rules
     */
    LibraryProcess(Path file, byte[] tokenizerJson) {
        this.file = file;
        this.tokenizerJson = tokenizerJson.clone();
        start();
    }

    private void start() {
        if (!ChildJava.isThere()) {
            throw UserError.badInput("%s cuts text by rules of an unknown kind, which are tried in a process of their own; that needs %s,"
                    + " which is not there. Run Bytestill with a whole Java, or choose another model.", file, ChildJava.program());
        }
        try {
            Process process = ChildJava.of(OPTIONS, LibraryServer.class).start();
            running = new Running(process, new DataOutputStream(new BufferedOutputStream(process.getOutputStream())),
                    new DataInputStream(new BufferedInputStream(process.getInputStream())));
        } catch (IOException e) {
            throw UserError.badInput("%s cannot be tried in a process of its own: %s.", file, e.getMessage()).causedBy(e);
        }
        ask("cannot be read by the tokenizers library: it ended, or took too long. Choose another model", requests -> {
            requests.writeInt(tokenizerJson.length);
            requests.write(tokenizerJson);
        }, answers -> List.of());
    }

    @FunctionalInterface
    private interface Request {
        void writeTo(DataOutputStream requests) throws IOException;
    }

    @FunctionalInterface
    private interface Answer {
        List<Cut> readFrom(DataInputStream answers) throws IOException;
    }

    private List<Cut> ask(String ifItEnds, Request request, Answer answer) {
        Running asked = running;
        try {
            request.writeTo(asked.requests());
            asked.requests().flush();
            if (asked.answers().readBoolean()) {
                return answer.readFrom(asked.answers());
            }
            throw UserError.badInput("%s cannot be used by the tokenizers library: %s.", file, Quoted.of(asked.answers().readUTF()));
        } catch (IOException e) {
            end();
            throw UserError.badInput("%s " + ifItEnds + ".", file).causedBy(e);
        }
    }

    @Override
    public synchronized List<Cut> cut(List<String> texts) {
        if (running == null) {
            start();
        }
        long bytes = texts.stream().mapToLong(String::length).sum();
        return ask("cuts text by rules that the tokenizers library does not end with on a text of " + bytes
                + " characters. Choose another model", requests -> write(texts, requests), answers -> read(texts.size(), answers));
    }

    private static void write(List<String> texts, DataOutputStream requests) throws IOException {
        requests.writeInt(texts.size());
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            requests.writeInt(bytes.length);
            requests.write(bytes);
        }
    }

    private static List<Cut> read(int count, DataInputStream answers) throws IOException {
        List<Cut> cuts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int tokens = answers.readInt();
            cuts.add(new Cut(ints(tokens, answers), ints(tokens, answers)));
        }
        return cuts;
    }

    private static int[] ints(int count, DataInputStream answers) throws IOException {
        int[] ints = new int[count];
        for (int i = 0; i < count; i++) {
            ints[i] = answers.readInt();
        }
        return ints;
    }

    private void end() {
        if (running != null) {
            running.process().destroyForcibly();
            running = null;
        }
    }

    @Override
    public synchronized void close() {
        end();
    }
}
