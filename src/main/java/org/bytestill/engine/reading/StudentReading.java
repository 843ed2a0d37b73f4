package org.bytestill.engine.reading;

import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.DecoderTokenModel;
import org.bytestill.bytes.TokenModel;
import org.bytestill.bytes.readers.ByteReaders;
import org.bytestill.model.Decoder;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;

/**
 * A byte reader over a student in training, which shares the student's current weights and uses its token head. Evaluations read teacher
 * and student by the covering of canonical prefixes, which gives no byte probability 0, so that the KL stays finite.
 */
public final class StudentReading implements AutoCloseable {
    private final TokenModel model;
    private final ByteReader reader;

    public StudentReading(Student student, Tokenizer tokenizer) {
        this(student.decoder(), tokenizer);
    }

    /** Over any model that is its owner's, such as a teacher in memory. */
    public StudentReading(Decoder decoder, Tokenizer tokenizer) {
        model = DecoderTokenModel.sharing(decoder, tokenizer);
        reader = ByteReaders.of(model, ConverterSettings.cover());
    }

    public ByteReader reader() {
        return reader;
    }

    @Override
    public void close() {
        model.close();
    }
}
