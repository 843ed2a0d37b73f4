package org.bytestill.objective.aligned;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.RowPlaces;
import org.bytestill.student.StudentBatch;

/**
 * A micro-batch of aligned documents, cut into pieces whose rows of logits can be held at once.
 *
 * @param documents the documents; of texts with several supervised spans each span is one
 * @param student   the student's batch; its supervised tokens are the rows
 * @param teacher   the teacher's batch
 * @param teachers  the builder of the teacher's batch
 * @param units     units of all documents, in the order of the rows
 * @param places    which rows of the teacher stand where in its batch
 */
public record AlignedBatch(List<AlignedDocument> documents, StudentBatch student, StudentBatch teacher, BatchBuilder teachers,
        List<Unit> units, RowPlaces places) {

    /** Of texts that are one document each. */
    static AlignedBatch of(List<AlignedDocument> documents, BatchBuilder students, BatchBuilder teachers, AlignedTerm term) {
        return ofTexts(IntStream.range(0, documents.size())
                .mapToObj(i -> new AlignedText(i, documents.get(i).student(), List.of(documents.get(i)))).toList(), students, teachers,
                term);
    }

    static AlignedBatch ofTexts(List<AlignedText> texts, BatchBuilder students, BatchBuilder teachers, AlignedTerm term) {
        List<AlignedDocument> documents = texts.stream().flatMap(text -> text.pieces().stream()).toList();
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            units.addAll(term.units(i, documents.get(i)));
        }
        StudentBatch read = teachers.build(indexed(documents.stream().map(document -> document.reading().whole()).toList()));
        AlignedBatch batch = new AlignedBatch(documents, students.build(indexed(texts.stream().map(AlignedText::student).toList())), read,
                teachers, units, new RowPlaces(read.layout().places()));
        batch.setPlaces(texts);
        return batch;
    }

    private static List<BatchBuilder.Indexed> indexed(List<TokenizedDocument> documents) {
        return IntStream.range(0, documents.size()).mapToObj(i -> new BatchBuilder.Indexed(i, documents.get(i))).toList();
    }

    private void setPlaces(List<AlignedText> texts) {
        int number = 0;
        for (AlignedText text : texts) {
            for (AlignedDocument document : text.pieces()) {
                for (int token = teachers.firstWithContext(document.teacher()); token < document.teacher().tokens(); token++) {
                    places.set(teacherPlace(number, token), text.index(), document.reading().span(), token);
                }
                number++;
            }
        }
    }

    /** Number of units that count. */
    int count() {
        return (int) units.stream().filter(Unit::counts).count();
    }

    /** The flat place in the teacher's batch that predicts a token. */
    public long teacherPlace(int document, int token) {
        AlignedDocument.Reading reading = documents.get(document).reading();
        return teachers.predictor(teacher, document, reading.whole(), reading.first() + token);
    }

    /** The flat places in the teacher's batch of all rows of a document, whether they are supervised or not. */
    public long[] teacherPlaces(int document) {
        TokenizedDocument text = documents.get(document).teacher();
        return IntStream.range(teachers.firstWithContext(text), text.tokens()).mapToLong(token -> teacherPlace(document, token)).toArray();
    }

    /** The id of a teacher's token. */
    public int teacherId(int document, int token) {
        return documents.get(document).teacher().ids()[token];
    }

    /**
     * The units in pieces.
     *
     * @param rows  most rows of a piece on either side, unless one unit has more
     * @param apart whether no piece may hold units of two documents
     */
    List<Piece> pieces(int rows, boolean apart) {
        List<Piece> pieces = new ArrayList<>();
        int first = 0;
        int firstRow = 0;
        while (first < units.size()) {
            int next = first;
            int students = 0;
            int teachers = 0;
            do {
                students += units.get(next).studentTokens();
                teachers += newTeacherTokens(next, first);
                next++;
            } while (next < units.size() && students + units.get(next).studentTokens() <= rows
                    && teachers + newTeacherTokens(next, first) <= rows
                    && !(apart && units.get(next).document() != units.get(first).document()));
            pieces.add(new Piece(this, units.subList(first, next), firstRow, firstRow + students));
            first = next;
            firstRow += students;
        }
        return pieces;
    }

    /** Teacher tokens of a unit that no earlier unit of its piece has. */
    private int newTeacherTokens(int number, int first) {
        Unit unit = units.get(number);
        int known = number > first && units.get(number - 1).document() == unit.document() ? units.get(number - 1).teacherEnd() : 0;
        return Math.max(0, unit.teacherEnd() - Math.max(unit.teacherBegin(), known));
    }
}
