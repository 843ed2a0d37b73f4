package org.bytestill.bytes.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.ReadingCost;
import org.bytestill.bytes.RowTable;
import org.bytestill.corpus.CorpusPart;
import org.bytestill.problem.UserError;
import org.bytestill.util.Progress;
import org.bytestill.util.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a cache that were converted apart are, joined, the cache of one computer, or are refused by name. */
class CacheMergeTest {
    private static final List<Passage> DOCUMENTS = documents();

    @TempDir
    static Path ALL;

    @TempDir
    Path folder;

    /** 64 documents of about an eighth of a shard: 8 in a shard, 8 shards. */
    private static List<Passage> documents() {
        Random random = new Random(64);
        List<Passage> documents = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            byte[] text = new byte[(4000 + 10 * i) * ShardPlan.SHARD_TEXT_BYTES / (32 << 10)];
            for (int at = 0; at < text.length; at++) {
                text[at] = (byte) ('a' + random.nextInt(3));
            }
            documents.add(Passage.of(text));
        }
        return documents;
    }

    /** Gives the byte of the text and the one after it what the byte before it decides. */
    private static final class ContentReader implements ByteReader {
        private int documentsLeft = Integer.MAX_VALUE;

        @Override
        public List<ByteRows> readPassages(List<Passage> passages, Progress progress) {
            List<ByteRows> all = new ArrayList<>();
            for (Passage passage : passages) {
                if (documentsLeft-- == 0) {
                    throw new CancellationException("The process was killed.");
                }
                RowTable rows = new RowTable(passage.rows());
                for (int row = 0; row < passage.rows(); row++) {
                    double likely = 0.5 + (row == 0 ? 0 : passage.text()[row - 1] % 7) / 20.0;
                    double[] distribution = new double[ByteDistribution.OUTCOMES];
                    distribution[passage.text()[row]] = likely;
                    distribution[passage.text()[row] + 1] = 1 - likely;
                    rows.set(row, distribution, new RowTable.Provenance(0, 0, 0, 0, 1, false));
                }
                all.add(rows);
            }
            return all;
        }

        @Override
        public ReadingCost cost() {
            return ReadingCost.NOTHING;
        }
    }

    private static CacheFingerprint fingerprint(String text) {
        return new CacheFingerprint("model1", "float32", "tokens1", text, ConverterSettings.beam(10, 0.01), 0.999);
    }

    private static ByteCache open(Path place, String text) {
        return ByteCache.open(place, fingerprint(text), DOCUMENTS.stream().mapToInt(Passage::rows).toArray());
    }

    private Path local() {
        return copied("local", folder.resolve("local"),
                place -> open(place, "text1").fillPassages(DOCUMENTS, new ContentReader(), Progress.NONE));
    }

    /** What a test may change: a copy of what is made once for all of them. */
    private static Path copied(String name, Path target, Consumer<Path> make) {
        if (Files.exists(target)) {
            make.accept(target);
            return target;
        }
        Path made = ALL.resolve(name);
        if (!Files.exists(made)) {
            make.accept(made);
        }
        try {
            Files.createDirectory(target);
            try (Stream<Path> files = Files.list(made)) {
                for (Path file : files.toList()) {
                    Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target;
    }

    private Path part(String part, String text) {
        return part(part, text, folder.resolve(text + "-" + part.replace("/", "-of-")));
    }

    private static Path part(String part, String text, Path target) {
        return copied(text + "-" + part.replace("/", "-of-"), target, place -> {
            ByteCache cache = open(place, text);
            cache.keepPart(CorpusPart.named(part), DOCUMENTS);
            cache.fillPart(DOCUMENTS, CorpusPart.named(part), new ContentReader(), Progress.NONE);
        });
    }

    private List<Path> parts(int of) {
        List<Path> parts = new ArrayList<>(IntStream.rangeClosed(1, of).mapToObj(number -> part(number + "/" + of, "text1")).toList());
        Collections.shuffle(parts, new Random(of));
        return parts;
    }

    /** Hash of each file by its name. */
    private static Map<String, String> hashes(Path place) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.toList()) {
                hashes.put(file.getFileName().toString(), Sha256.of(file));
            }
        }
        return hashes;
    }

    private static void assertRefused(List<Path> parts, Path target, String... words) {
        assertThatThrownBy(() -> CacheMerge.merge(parts, target, Progress.NONE)).isInstanceOf(UserError.class)
                .hasMessageContainingAll(words);
        assertThat(target).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void partsInAnyOrderAreTheLocalCacheByteByByte(int of) throws IOException {
        Path merged = folder.resolve("merged");
        CacheMerge.MergedCache result = CacheMerge.merge(parts(of), merged, Progress.NONE);
        assertThat(result.shards()).isEqualTo(8);
        assertThat(hashes(merged)).isEqualTo(hashes(local())).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7})
    void noPartHasMoreThanOneShardMoreThanAnother(int of) {
        List<Integer> sizes = IntStream.rangeClosed(1, of)
                .map(number -> open(folder.resolve("plan"), "text1").plan().shards(new CorpusPart(number, of), DOCUMENTS).size()).boxed()
                .toList();
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(8);
        assertThat(Collections.max(sizes) - Collections.min(sizes)).isLessThanOrEqualTo(1);
    }

    @Test
    void aPartGivenTwiceIsRefusedByName() {
        List<Path> parts = parts(3);
        Path again = part("2/3", "text1", folder.resolve("again"));
        assertRefused(Stream.concat(parts.stream(), Stream.of(again)).toList(), folder.resolve("merged"), "both hold part 2/3",
                again.toString());
    }

    @Test
    void aMissingPartIsNamedWithItsCommand() {
        List<Path> parts = parts(7).stream().filter(part -> !part.toString().endsWith("5-of-7")).toList();
        assertRefused(parts, folder.resolve("merged"), "Part 5/7 is missing", "convert --shard 5/7");
    }

    @Test
    void anUnfinishedPartIsRefusedWithWhatItLacks() {
        List<Path> parts = parts(3);
        Path unfinished = folder.resolve("unfinished");
        ByteCache cache = open(unfinished, "text1");
        cache.keepPart(CorpusPart.named("1/3"), DOCUMENTS);
        ContentReader killed = new ContentReader();
        killed.documentsLeft = 10;
        assertThatThrownBy(() -> cache.fillPart(DOCUMENTS, CorpusPart.named("1/3"), killed, Progress.NONE))
                .isInstanceOf(CancellationException.class);
        List<Path> all = new ArrayList<>(parts.stream().filter(part -> !part.toString().endsWith("1-of-3")).toList());
        all.add(unfinished);
        assertRefused(all, folder.resolve("merged"), unfinished + " lacks shard-", "of part 1/3", "Give its command again");
        part("1/3", "text1", unfinished);
        assertThat(CacheMerge.merge(all, folder.resolve("merged"), Progress.NONE).shards()).isEqualTo(8);
    }

    @Test
    void partsOfDifferentTextsOrDivisionsAreRefused() {
        assertRefused(List.of(part("1/2", "text1"), part("2/2", "text2")), folder.resolve("merged"), "different caches",
                "text is text1 there, text2 here");
        assertRefused(List.of(part("1/3", "text1"), part("2/2", "text1")), folder.resolve("merged"), "different divisions");
    }

    @Test
    void whatIsNoPartIsRefused() {
        assertRefused(List.of(local()), folder.resolve("merged"), "is no part", "without --shard");
        assertRefused(List.of(folder.resolve("nowhere")), folder.resolve("merged"), "holds no teacher bytes");
    }

    @Test
    void aDamagedShardIsNotMerged() throws IOException {
        List<Path> parts = parts(1);
        Path shard = parts.get(0).resolve("shard-00003.safetensors");
        byte[] bytes = Files.readAllBytes(shard);
        bytes[bytes.length / 2] ^= 1;
        Files.write(shard, bytes);
        assertThatThrownBy(() -> CacheMerge.merge(parts, folder.resolve("merged"), Progress.NONE)).isInstanceOf(UserError.class)
                .hasMessageContainingAll("shard-00003.safetensors is not the file", "again");
        assertThat(folder.resolve("merged/shard-00003.safetensors")).doesNotExist();
    }

    @Test
    void aFolderHoldsOnePart() {
        Path place = part("1/3", "text1");
        assertThatThrownBy(() -> part("2/3", "text1", place)).isInstanceOf(UserError.class)
                .hasMessageContainingAll("holds part 1/3, not 2/3", "a folder of its own");
        Path whole = local();
        assertThatThrownBy(() -> part("2/3", "text1", whole)).isInstanceOf(UserError.class).hasMessageContaining("more than part 2/3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "0/3", "4/3", "1/0", "-1/3", "1/3/5", "a/b", "9999999/9999999"})
    void whatNamesNoPartIsRefused(String text) {
        assertThatThrownBy(() -> CorpusPart.named(text)).isInstanceOf(UserError.class).hasMessageContaining("from 1/");
    }

    @Test
    void shardsOfSeveralProcessesLeaveOneCopyAndAreTakenIntoTheManifest() throws IOException {
        Path place = folder.resolve("shared");
        ShardPlan plan = open(place, "text1").plan();
        ShardCommit one = new ShardCommit(place, fingerprint("text1"));
        ShardCommit two = new ShardCommit(place, fingerprint("text1"));
        for (int shard = 0; shard < plan.count() - 1; shard++) {
            assertThat(one.write(shard, plan.texts(shard, DOCUMENTS), new ContentReader(), Progress.NONE)).isTrue();
            assertThat(two.isDone(shard)).isTrue();
            assertThat(two.write(shard, plan.texts(shard, DOCUMENTS), new ContentReader(), Progress.NONE)).isFalse();
        }
        ContentReader last = new ContentReader();
        last.documentsLeft = 8; // of the last shard alone
        open(place, "text1").fillPassages(DOCUMENTS, last, Progress.NONE);
        assertThat(hashes(place)).isEqualTo(hashes(local()));
    }

    @Test
    void aShardOfAnotherCacheIsNotTakenIn() {
        Path place = folder.resolve("shared");
        ShardPlan plan = open(place, "text1").plan();
        new ShardCommit(place, fingerprint("text2")).write(0, plan.texts(0, DOCUMENTS), new ContentReader(), Progress.NONE);
        assertThat(open(place, "text1").isFilled(0)).isFalse();
    }
}
