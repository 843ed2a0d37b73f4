package org.bytestill.export;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.util.ChildJava;

/** A model opened in a fresh process ({@link ReloadServer}), which knows nothing of the one that wrote it. Starting takes seconds. */
final class ReloadedApart implements Reloaded {
    private static final List<String> OPTIONS = List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:+SuppressFatalErrorMessage",
            "-XX:-CreateCoredumpOnCrash", "-DOPT_OUT_TRACKING=true");

    private final Path export;
    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;

    /** @throws UserError if the process cannot be started, or cannot open the model */
    ReloadedApart(Path export, WeightType type) {
        this.export = export;
        try {
            process = ChildJava.of(OPTIONS, ReloadServer.class, export.toString(), type.word()).start();
        } catch (IOException e) {
            throw UserError.of(ExitCode.PROOF_FAILED, "%s cannot be reloaded in a process of its own: %s.", export, e.getMessage())
                    .causedBy(e);
        }
        requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 20));
        try {
            ask(out -> {}, in -> true);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Reads or writes what a process says. */
    @FunctionalInterface
    private interface Request {
        void writeTo(DataOutputStream out) throws IOException;
    }

    @FunctionalInterface
    private interface Answer<T> {
        T readFrom(DataInputStream in) throws IOException;
    }

    private <T> T ask(Request request, Answer<T> answer) {
        try {
            request.writeTo(requests);
            requests.flush();
            if (answers.readBoolean()) {
                return answer.readFrom(answers);
            }
            throw UserError.of(ExitCode.PROOF_FAILED, "What was written cannot be reloaded: %s", answers.readUTF());
        } catch (IOException e) {
            throw UserError.of(ExitCode.PROOF_FAILED, "The process that reloaded %s ended. Is there memory for the model a second time?",
                    export.getFileName()).causedBy(e);
        }
    }

    @Override
    public String where() {
        return "in a fresh process";
    }

    @Override
    public int[] encode(String text) {
        return ask(out -> {
            out.writeByte(ReloadServer.ENCODE);
            writeText(text, out);
        }, ReloadedApart::readInts);
    }

    @Override
    public void logits(String head, int[] ids, Consumer<float[]> rows) {
        ask(out -> {
            out.writeByte(ReloadServer.LOGITS);
            out.writeUTF(head);
            writeInts(ids, out);
        }, in -> {
            for (int row = in.readInt(); row > 0; row--) {
                rows.accept(readFloats(in));
            }
            return true;
        });
    }

    @Override
    public int[] continued(int[] ids, int count) {
        return ask(out -> {
            out.writeByte(ReloadServer.CONTINUE);
            out.writeInt(count);
            writeInts(ids, out);
        }, ReloadedApart::readInts);
    }

    @Override
    public Optional<ChatAnswer> chat() {
        return ask(out -> out.writeByte(ReloadServer.CHAT), in -> in.readBoolean()
                ? Optional.of(new ChatAnswer(readText(in), readInts(in), readInts(in), readText(in)))
                : Optional.empty());
    }

    @Override
    public Map<String, String> hashes() {
        return ask(out -> out.writeByte(ReloadServer.HASHES), in -> {
            Map<String, String> hashes = new LinkedHashMap<>();
            for (int file = in.readInt(); file > 0; file--) {
                hashes.put(in.readUTF(), in.readUTF());
            }
            return hashes;
        });
    }

    static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    static void writeInts(int[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    static int[] readInts(DataInputStream in) throws IOException {
        int[] values = new int[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }

    private static float[] readFloats(DataInputStream in) throws IOException {
        float[] values = new float[in.readInt()];
        ByteBuffer.wrap(in.readNBytes(4 * values.length)).asFloatBuffer().get(values);
        return values;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
