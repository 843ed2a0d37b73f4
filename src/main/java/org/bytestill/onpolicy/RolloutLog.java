package org.bytestill.onpolicy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytestill.bytes.ByteRows;
import org.bytestill.run.RolloutRecord;

/** Keeps what the student wrote in the run's folder, the first texts of every update, and quotes the last in messages. */
public final class RolloutLog {
    /** Texts of an update, or an evaluation, that are kept. */
    private static final int KEPT = 8;
    private static final int QUOTED = 2;
    private static final int QUOTED_CHARACTERS = 90;

    private final Consumer<List<RolloutRecord>> sink;
    private List<Rollout> last = List.of();

    /** @param sink takes what is to be kept */
    public RolloutLog(Consumer<List<RolloutRecord>> sink) {
        this.sink = sink;
    }

    /** The texts of an update that are kept. */
    static List<Rollout> kept(List<Rollout> rollouts) {
        return rollouts.subList(0, Math.min(KEPT, rollouts.size()));
    }

    /**
     * Keeps the first texts of an update.
     *
     * @param update      from 1, of held-out texts the update after which they were written
     * @param teacherBits the teacher's surprisal of each text that is kept, bits per byte; NaN where it is not known
     */
    void keep(int update, boolean heldOut, List<Rollout> rollouts, List<Double> teacherBits) {
        last = rollouts;
        List<RolloutRecord> records = new ArrayList<>();
        for (Rollout text : kept(rollouts)) {
            int i = records.size();
            records.add(new RolloutRecord(update, heldOut, i, text.source().id(), text.prompt().bytes(), text.bytes(), text.ids().length,
                    text.end().word(), text.studentBits(), teacherBits.get(i), Repetition.share(text.ids()),
                    Repetition.loops(text.bytes())));
        }
        sink.accept(records);
    }

    /** The surprisal of a text by its rows, bits per byte; its end, which has a row too, is left out. */
    static double bits(Rollout rollout, ByteRows rows) {
        double bits = 0;
        for (int i = 0; i < rollout.bytes().length; i++) {
            bits -= Math.log(Math.max(Double.MIN_NORMAL, rows.distribution(i)[rollout.bytes()[i] & 0xFF])) / Math.log(2);
        }
        return rollout.bytes().length == 0 ? Double.NaN : bits / rollout.bytes().length;
    }

    /** The beginnings of the last texts, in quotation marks. */
    String quotes() {
        return String.join(", ", last.stream().limit(QUOTED).map(text -> "\u201c" + beginning(text.bytes()) + "\u201d").toList());
    }

    private static String beginning(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
        return text.length() <= QUOTED_CHARACTERS ? text : text.substring(0, QUOTED_CHARACTERS) + "…";
    }
}
