package org.bytestill.engine.reading;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Mixture;
import org.bytestill.bytes.MixtureReader;
import org.bytestill.bytes.Passages;
import org.bytestill.bytes.ReadingCost;
import org.bytestill.corpus.Document;
import org.bytestill.text.Tokenizer;
import org.bytestill.util.Progress;

/**
 * Reads the supervised spans of documents with one model or a mixture of several, each of which reads its own rendering of a
 * conversation. For one thread.
 */
public final class DocumentReader {
    private final List<Member> members;
    private final Mixture mixture;

    /** A model of the ensemble, by the name that messages use. */
    record Member(String name, Tokenizer tokenizer, ByteReader reader) {}

    DocumentReader(List<Member> members, Mixture mixture) {
        this.members = List.copyOf(members);
        this.mixture = mixture;
    }

    /**
     * The next-byte distributions of the documents' spans, in the order of {@link org.bytestill.corpus.SpanIndex}.
     *
     * @throws java.util.concurrent.CancellationException if the progress asked to stop
     */
    public List<ByteRows> read(List<Document> documents, Progress progress) {
        int models = members.size();
        List<List<ByteRows>> each = new ArrayList<>();
        for (int model = 0; model < models; model++) {
            int before = model;
            Member member = members.get(model);
            each.add(member.reader.readPassages(Passages.of(documents, model, member.tokenizer),
                    (done, total) -> progress.report((before * total + done) / models, total)));
        }
        return models == 1 ? each.get(0) : MixtureReader.mixed(each, members.stream().map(Member::name).toList(), mixture);
    }

    /** The cost of this reader so far. */
    public ReadingCost cost() {
        return members.stream().map(member -> member.reader.cost()).reduce(ReadingCost.NOTHING, ReadingCost::plus);
    }
}
