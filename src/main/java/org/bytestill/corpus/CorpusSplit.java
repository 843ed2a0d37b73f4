package org.bytestill.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytestill.problem.Check;
import org.jspecify.annotations.Nullable;

/**
 * Training text and held-out text that have nothing in common. If no text is held out, a share of the training text is: the documents
 * whose content hash is small, so that the same document is on the same side whatever stands beside it, and equal ones are on one side.
 * The documents of one conversation stay together. Exact duplicates and training documents that are held-out text too are counted, and
 * removed by choice.
 *
 * @param train      what is trained on
 * @param validation what is measured on
 * @param counts     what was found and done
 */
public record CorpusSplit(Corpus train, Corpus validation, Counts counts) {
    /** Held-out documents, if a share of the training text is held out, as far as there are so many. */
    static final int LEAST_DOCUMENTS = 64;
    /** Largest part of a small training text that is held out. */
    private static final int MOST_ONE_IN = 4;

    /**
     * @param share             part of the training documents that is held out if no other text is, above 0 and below 1
     * @param leastBytes        bytes held out at least, as far as there are four times as many: what an evaluation reads
     * @param removesDuplicates whether of equal training documents the first alone is kept
     * @param removesOverlap    whether training documents that are held-out text too are removed
     */
    public record Settings(double share, long leastBytes, boolean removesDuplicates, boolean removesOverlap) {}

    /**
     * Numbers of documents.
     *
     * @param heldOut    taken from the training text; 0 if held-out text was named
     * @param duplicates training documents of which an equal one comes before
     * @param overlap    training documents that are held-out text too
     */
    public record Counts(long heldOut, long duplicates, long overlap) {}

    /** The documents of one conversation, or one piece of a text. */
    private record Item(ContentKey key, int from, int to, int rows) {
        int size() {
            return to - from;
        }

        IntStream documents() {
            return IntStream.range(from, to);
        }
    }

    /**
     * @param all      the training text
     * @param heldOut  the held-out text; null takes a share of the training text
     * @throws org.bytestill.problem.UserError if too little text is left on one side
     */
    public static CorpusSplit of(Corpus all, @Nullable Corpus heldOut, Settings settings) {
        List<Item> items = items(all.documents());
        Set<ContentKey> held = heldOut == null ? held(items, settings) : keys(items(heldOut.documents()));
        IntStream.Builder validation = IntStream.builder();
        IntStream.Builder train = IntStream.builder();
        Set<ContentKey> seen = new HashSet<>();
        long duplicates = 0;
        long overlap = 0;
        for (Item item : items) {
            boolean isHeld = held.contains(item.key);
            boolean isNew = seen.add(item.key);
            duplicates += isNew ? 0 : item.size();
            if (isHeld && heldOut == null) {
                (isNew ? item.documents() : IntStream.empty()).forEach(validation::add);
                continue;
            }
            overlap += isHeld ? item.size() : 0;
            if (!(isHeld && settings.removesOverlap) && (isNew || !settings.removesDuplicates)) {
                item.documents().forEach(train::add);
            }
        }
        int[] trained = train.build().toArray();
        int[] measured = validation.build().toArray();
        Check.that(trained.length > 0, "Nothing is left to train on: all of it is held-out text too. Name another text for one of them.");
        Corpus rest = trained.length == all.documents().size() ? all : of(all, trained, all.notes());
        return new CorpusSplit(rest, heldOut != null ? heldOut : of(all, measured, List.of()),
                new Counts(measured.length, duplicates, overlap));
    }

    private static Corpus of(Corpus all, int[] indices, List<String> notes) {
        List<Document> documents = OnDemandList.selected(all.documents(), indices);
        return new Corpus(documents, Fingerprint.of(documents), notes);
    }

    /** The items with the smallest hashes: the share, and more until there is enough to measure on. */
    private static Set<ContentKey> held(List<Item> items, Settings settings) {
        List<Item> byHash = items.stream().sorted(Comparator.comparingDouble(item -> item.key.fraction())).toList();
        Check.that(byHash.size() >= MOST_ONE_IN, "The training text has %d documents, too few to hold one of them out. Name a text in"
                + " text.validation, or set text.document_bytes lower.", byHash.size());
        Set<ContentKey> held = new HashSet<>();
        long rows = 0;
        for (Item item : byHash) {
            boolean wanted = item.key.fraction() < settings.share || held.size() < LEAST_DOCUMENTS || rows < settings.leastBytes;
            if (!wanted || held.size() >= Math.max(byHash.size() / MOST_ONE_IN, settings.share * byHash.size())) {
                break;
            }
            rows += held.add(item.key) ? item.rows : 0;
        }
        return held;
    }

    private static Set<ContentKey> keys(List<Item> items) {
        Set<ContentKey> keys = new HashSet<>();
        items.forEach(item -> keys.add(item.key));
        return keys;
    }

    /** Documents of the same place in a file, the conversation's record, are one item. */
    private static List<Item> items(List<Document> documents) {
        List<Item> items = new ArrayList<>(documents.size());
        List<Document> record = new ArrayList<>();
        for (int i = 0; i <= documents.size(); i++) {
            Document document = i < documents.size() ? documents.get(i) : null;
            if (!record.isEmpty() && (document == null || !isOneRecord(record.get(0), document))) {
                int rows = record.stream().mapToInt(own -> own.supervision().rows()).sum();
                items.add(new Item(ContentKey.of(record), i - record.size(), i, rows));
                record.clear();
            }
            if (document != null) {
                record.add(document);
            }
        }
        return items;
    }

    private static boolean isOneRecord(Document a, Document b) {
        return a.markup().isRendered() && b.markup().isRendered() && a.offset() == b.offset() && a.source().equals(b.source())
                && b.id().startsWith(a.id());
    }
}
