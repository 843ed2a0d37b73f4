package org.bytestill.engine.run;

import java.util.Optional;
import org.bytestill.objective.RowPlaces;
import org.bytestill.objective.TeacherData;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.run.UpdateTimes;
import org.bytestill.student.StudentBatch;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** A teacher in memory whose time is told apart from the student's. */
final class TimedTeacher implements TeacherTokens {
    private final TeacherTokens teacher;
    private final UpdateTimes times;

    private TimedTeacher(TeacherTokens teacher, UpdateTimes times) {
        this.teacher = teacher;
        this.times = times;
    }

    static TeacherData of(TeacherData data, UpdateTimes times) {
        return data.tokens() == null ? data : new TeacherData(data.bytes(), new TimedTeacher(data.tokens(), times));
    }

    @Override
    public Tokenizer tokenizer() {
        return teacher.tokenizer();
    }

    @Override
    public int vocabularySize() {
        return teacher.vocabularySize();
    }

    @Override
    public int maxPositions() {
        return teacher.maxPositions();
    }

    @Override
    public Read read(Scope owner, StudentBatch batch) {
        UpdateTimes.Part before = times.at(UpdateTimes.Part.TEACHER);
        Read read = teacher.read(owner, batch);
        times.at(before);
        return timed(read);
    }

    @Override
    public Read read(Scope owner, StudentBatch batch, RowPlaces places) {
        UpdateTimes.Part before = times.at(UpdateTimes.Part.TEACHER);
        Read read = teacher.read(owner, batch, places);
        times.at(before);
        return timed(read);
    }

    private Read timed(Read read) {
        return new Read() {
            @Override
            public Tensor logits(Scope owner, long[] places) {
                UpdateTimes.Part before = times.at(UpdateTimes.Part.TEACHER);
                Tensor logits = read.logits(owner, places);
                times.at(before);
                return logits;
            }

            @Override
            public Optional<Tensor> others(Scope owner, long[] places) {
                return read.others(owner, places);
            }
        };
    }
}
