package org.bytestill.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private record Item(ContentKey key, List<Document> documents) {
        long rows() {
            return documents.stream().mapToLong(document -> document.supervision().rows()).sum();
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
        List<Document> validation = new ArrayList<>();
        List<Document> train = new ArrayList<>();
        Set<ContentKey> seen = new HashSet<>();
        long duplicates = 0;
        long overlap = 0;
        for (Item item : items) {
            boolean isHeld = held.contains(item.key);
            boolean isNew = seen.add(item.key);
            duplicates += isNew ? 0 : item.documents.size();
            if (isHeld && heldOut == null) {
                validation.addAll(isNew ? item.documents : List.of());
                continue;
            }
            overlap += isHeld ? item.documents.size() : 0;
            if (!(isHeld && settings.removesOverlap) && (isNew || !settings.removesDuplicates)) {
                train.addAll(item.documents);
            }
        }
        Check.that(!train.isEmpty(), "Nothing is left to train on: all of it is held-out text too. Name another text for one of them.");
        Corpus rest = train.size() == all.documents().size() ? all : of(train, all.notes());
        return new CorpusSplit(rest, heldOut != null ? heldOut : of(validation, List.of()),
                new Counts(heldOut != null ? 0 : validation.size(), duplicates, overlap));
    }

    private static Corpus of(List<Document> documents, List<String> notes) {
        return new Corpus(List.copyOf(documents), Fingerprint.of(documents), notes);
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
            rows += held.add(item.key) ? item.rows() : 0;
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
        for (int from = 0, to; from < documents.size(); from = to) {
            Document first = documents.get(from);
            for (to = from + 1; to < documents.size() && isOneRecord(first, documents.get(to)); to++) {}
            List<Document> own = documents.subList(from, to);
            items.add(new Item(ContentKey.of(own), own));
        }
        return items;
    }

    private static boolean isOneRecord(Document a, Document b) {
        return a.markup().isRendered() && b.markup().isRendered() && a.offset() == b.offset() && a.source().equals(b.source())
                && b.id().startsWith(a.id());
    }
}
