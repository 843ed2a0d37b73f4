package org.bytestill.export;

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
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.torch.TorchThread;

/**
 * The other side of {@link ReloadedApart}: opens an export, whose path and number format are its arguments, answers what is asked on
 * standard input, and ends when that ends.
 */
final class ReloadServer {
    static final int ENCODE = 1;
    static final int LOGITS = 2;
    static final int CHAT = 3;
    static final int HASHES = 4;
    static final int CONTINUE = 5;
    private static final int LONGEST_MESSAGE = 2_000;

    private final Reloaded model;
    private final DataInputStream in;
    private final DataOutputStream out;

    private ReloadServer(Reloaded model, DataInputStream in, DataOutputStream out) {
        this.model = model;
        this.in = in;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 20));
        System.setOut(new PrintStream(OutputStream.nullOutputStream())); // what a library prints is no answer
        TorchThread.prepare(0);
        try (Reloaded model = ReloadedHere.of(Path.of(arguments[0]), WeightType.named(arguments[1]))) {
            out.writeBoolean(true);
            out.flush();
            new ReloadServer(model, in, out).answerAll();
        } catch (EOFException e) {
            // Nobody asks any more.
        } catch (RuntimeException e) {
            refuse(e, out);
        }
        System.exit(0); // threads of libraries do not keep it
    }

    private static void refuse(RuntimeException why, DataOutputStream out) throws IOException {
        out.writeBoolean(false);
        String message = String.valueOf(why.getMessage());
        out.writeUTF(message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
        out.flush();
    }

    private void answerAll() throws IOException {
        while (true) {
            int asked = in.readUnsignedByte();
            switch (asked) {
                case ENCODE -> ints(model.encode(ReloadedApart.readText(in)));
                case LOGITS -> logits(in.readUTF(), ReloadedApart.readInts(in));
                case CHAT -> chat();
                case HASHES -> hashes();
                case CONTINUE -> {
                    int count = in.readInt();
                    ints(model.continued(ReloadedApart.readInts(in), count));
                }
                default -> throw new IllegalStateException("Nobody asks " + asked + ".");
            }
            out.flush();
        }
    }

    private void ints(int[] ids) throws IOException {
        out.writeBoolean(true);
        ReloadedApart.writeInts(ids, out);
    }

    private void logits(String head, int[] ids) throws IOException {
        List<float[]> rows = new ArrayList<>();
        model.logits(head, ids, rows::add);
        out.writeBoolean(true);
        out.writeInt(rows.size());
        for (float[] row : rows) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * row.length);
            bytes.asFloatBuffer().put(row);
            out.writeInt(row.length);
            out.write(bytes.array());
        }
    }

    private void chat() throws IOException {
        Optional<ChatAnswer> answer = model.chat();
        out.writeBoolean(true);
        out.writeBoolean(answer.isPresent());
        if (answer.isPresent()) {
            ReloadedApart.writeText(answer.get().rendered(), out);
            ReloadedApart.writeInts(answer.get().prompt(), out);
            ReloadedApart.writeInts(answer.get().answer(), out);
            ReloadedApart.writeText(answer.get().text(), out);
        }
    }

    private void hashes() throws IOException {
        Map<String, String> hashes = model.hashes();
        out.writeBoolean(true);
        out.writeInt(hashes.size());
        for (Map.Entry<String, String> file : hashes.entrySet()) {
            out.writeUTF(file.getKey());
            out.writeUTF(file.getValue());
        }
    }
}
