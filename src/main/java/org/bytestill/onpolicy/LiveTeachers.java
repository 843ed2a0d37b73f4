package org.bytestill.onpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Mixture;
import org.bytestill.bytes.MixtureReader;
import org.bytestill.bytes.Passage;
import org.bytestill.text.Tokenizer;

/** The teachers in memory, which read as bytes what the student wrote; several are mixed as the configuration says. */
public record LiveTeachers(List<Teacher> teachers, Mixture mixture) {
    /** One of them, with the name by which messages call it. */
    public record Teacher(String name, Tokenizer tokenizer, ByteReader reader) {}

    /**
     * The mixed next-byte distributions of written texts, all of which have rows.
     *
     * @param ends      whether the end of a text that the student ended has a row
     * @param interrupt asks now and then whether to give up
     * @throws CancellationException if it gave up
     */
    public List<ByteRows> read(List<Rollout> rollouts, boolean ends, byte placeOfEnd, BooleanSupplier interrupt) {
        List<List<ByteRows>> each = new ArrayList<>();
        for (int i = 0; i < teachers.size(); i++) {
            Teacher teacher = teachers.get(i);
            int number = i;
            List<Passage> passages = rollouts.stream()
                    .map(rollout -> RolloutPassages.ofTeacher(rollout, number, teacher.tokenizer(), ends, placeOfEnd)).toList();
            each.add(teacher.reader().readPassages(passages, (done, total) -> !interrupt.getAsBoolean()));
        }
        return each.size() == 1 ? each.get(0) : MixtureReader.mixed(each, teachers.stream().map(Teacher::name).toList(), mixture);
    }
}
