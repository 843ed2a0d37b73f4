package org.bytestill.bytes.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.bytestill.bytes.BeamTexts;
import org.bytestill.bytes.BigramModel;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.ReadingCost;
import org.bytestill.bytes.RowTable;
import org.bytestill.bytes.beam.BeamReader;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Safetensors;
import org.bytestill.util.Progress;
import org.bytestill.util.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCacheTest {
    @TempDir
    Path folder;

    private static CacheFingerprint fingerprint(double coverage) {
        return new CacheFingerprint("model1", "float32", "tokens1", "text1", ConverterSettings.beam(10, 0.01), coverage);
    }

    /** Gives every byte the distribution 'a' 0.5, 'b' 0.3, 'c' 0.125, 'd' 0.05, end 0.025; counts the documents it reads. */
    private static final class FixedReader implements ByteReader {
        private final List<Integer> documentBytes = new ArrayList<>();
        private int failAfter = Integer.MAX_VALUE;

        @Override
        public List<ByteRows> readPassages(List<Passage> passages, Progress progress) {
            if (documentBytes.size() >= failAfter) {
                throw new CancellationException("The process was killed.");
            }
            double[] distribution = new double[ByteDistribution.OUTCOMES];
            distribution['a'] = 0.5;
            distribution['b'] = 0.3;
            distribution['c'] = 0.125;
            distribution['d'] = 0.05;
            distribution[ByteDistribution.EOS] = 0.025;
            List<ByteRows> all = new ArrayList<>();
            for (Passage passage : passages) {
                byte[] document = passage.text();
                documentBytes.add(document.length);
                RowTable rows = new RowTable(document.length);
                for (int row = 0; row < document.length; row++) {
                    rows.set(row, distribution, new RowTable.Provenance(0.01, 0.02, 0.03, 0.5, 3, false));
                }
                all.add(rows);
            }
            progress.report(passages.stream().mapToInt(passage -> passage.text().length).sum(), 0);
            return all;
        }

        @Override
        public ReadingCost cost() {
            return ReadingCost.NOTHING;
        }
    }

    private static byte[] text(String characters) {
        return characters.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] letters(int length) {
        byte[] text = new byte[length];
        java.util.Arrays.fill(text, (byte) 'a');
        return text;
    }

    private static int[] lengths(List<byte[]> documents) {
        return documents.stream().mapToInt(document -> document.length).toArray();
    }

    private ByteCache filled(List<byte[]> documents, double coverage, ByteReader reader) {
        ByteCache cache = ByteCache.open(folder, fingerprint(coverage), lengths(documents));
        cache.fill(documents, reader, Progress.NONE);
        return cache;
    }

    @Test
    void bytesAreKeptUpToTheCoverageAndTheObservedByteAlways() {
        // The end 0.025 and a 0.5, b 0.3 reach 0.8; d is observed in the second byte; c 0.125 is the rest.
        ByteCache cache = filled(List.of(text("ad")), 0.8, new FixedReader());
        TeacherRow first = cache.row(0, 0);
        assertThat(first.bytes()).containsExactly('a', 'b');
        assertThat(first.rest()).isCloseTo(0.175f, within(1e-6f));
        assertThat(first.endOfSequence()).isEqualTo(0.025f);
        assertThat(first.observedLogProbability()).isCloseTo((float) Math.log(0.5), within(1e-6f));
        assertThat(first.residual()).isEqualTo(0.01f);
        assertThat(first.dropped()).isCloseTo(0.05f, within(1e-6f));
        TeacherRow second = cache.row(0, 1);
        assertThat(second.bytes()).containsExactly('a', 'b', 'd');
        assertThat(second.rest()).isCloseTo(0.125f, within(1e-6f));
        assertThat(second.observedLogProbability()).isCloseTo((float) Math.log(0.05), within(1e-6f));
    }

    @Test
    void aRowReadForTrainingSumsToOneWithItsRest() {
        ByteCache cache = filled(List.of(text("ad"), text("c")), 0.8, new FixedReader());
        float[] probabilities = new float[300];
        float rest = cache.read(1, 0, probabilities, 40);
        double sum = rest;
        for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
            sum += probabilities[40 + outcome];
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
        assertThat(probabilities[40 + 'a']).as("half precision, scaled").isCloseTo(0.5f, within(1e-3f));
        assertThat(probabilities[40 + 'd']).as("not kept").isZero();
        assertThat(probabilities[40 + ByteDistribution.EOS]).isEqualTo(0.025f);
        assertThat(probabilities[39]).isZero();
    }

    @Test
    void atFullCoverageRowsAreRestoredToHalfPrecision() {
        Random random = new Random(9);
        List<byte[]> documents = List.of(BeamTexts.random(random, 40), BeamTexts.random(random, 25));
        BigramModel model = BigramModel.random(random, documents.get(0), 40, 1, 4096);
        List<ByteRows> rows = new BeamReader(model, ConverterSettings.beam(10, 0.01)).read(List.of(documents.get(0)), Progress.NONE);
        ByteCache cache = filled(List.of(documents.get(0)), 1, new BeamReader(model, ConverterSettings.beam(10, 0.01)));
        float[] probabilities = new float[ByteDistribution.OUTCOMES];
        for (int row = 0; row < 40; row++) {
            assertThat(cache.read(0, row, probabilities, 0)).isZero();
            for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
                double exact = rows.get(0).distribution(row)[outcome];
                assertThat((double) probabilities[outcome]).isCloseTo(exact, within(0.006 * exact + 1e-9));
            }
        }
    }

    @Test
    void afterAKillFinishedShardsAreKeptAndOnlyTheOthersAreComputed() throws IOException {
        List<byte[]> documents = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            documents.add(letters(ShardPlan.SHARD_TEXT_BYTES + i));
        }
        FixedReader killed = new FixedReader();
        killed.failAfter = 2;
        assertThatThrownBy(() -> filled(documents, 1, killed)).isInstanceOf(CancellationException.class);
        Files.write(folder.resolve("shard-00002.safetensors.tmp"), new byte[100]);

        ByteCache cache = ByteCache.open(folder, fingerprint(1), lengths(documents));
        assertThat(cache.bytesDone()).isEqualTo(2 * ShardPlan.SHARD_TEXT_BYTES + 1);
        FixedReader second = new FixedReader();
        List<Long> reports = new ArrayList<>();
        cache.fill(documents, second, (done, total) -> reports.add(done));
        assertThat(second.documentBytes).containsExactly(ShardPlan.SHARD_TEXT_BYTES + 2);
        assertThat(reports).as("what was there counts").containsExactly(cache.bytesTotal());
        assertThat(cache.bytesDone()).isEqualTo(cache.bytesTotal());
        assertThat(cache.row(2, ShardPlan.SHARD_TEXT_BYTES + 1).bytes()).startsWith('a', 'b');
        assertThat(cache.row(0, 5).bytes()).startsWith('a', 'b');
    }

    @Test
    void rowsOfAnotherRunAreRefusedNamingWhatDiffers() {
        filled(List.of(text("ad")), 0.8, new FixedReader());
        ConverterSettings beam = ConverterSettings.beam(10, 0.01);
        int[] lengths = {2};
        assertRefused(new CacheFingerprint("model2", "float32", "tokens1", "text1", beam, 0.8), lengths,
                "teacher is model1 there, model2 here");
        assertRefused(new CacheFingerprint("model1", "float32", "tokens2", "text1", beam, 0.8), lengths, "tokenizer is tokens1 there");
        assertRefused(new CacheFingerprint("model1", "float32", "tokens1", "text2", beam, 0.8), lengths, "text is text1 there");
        assertRefused(new CacheFingerprint("model1", "bfloat16", "tokens1", "text1", beam, 0.8), lengths, "teacher precision is float32");
        assertRefused(new CacheFingerprint("model1", "float32", "tokens1", "text1", ConverterSettings.beam(9, 0.02), 0.8), lengths,
                "width is 10 there, 9 here; threshold is 0.01 there, 0.02 here");
        assertRefused(new CacheFingerprint("model1", "float32", "tokens1", "text1", ConverterSettings.beam(9, 0.01), 0.8), lengths,
                "run: width is 10 there, 9 here.");
        assertRefused(new CacheFingerprint("model1", "float32", "tokens1", "text1", ConverterSettings.beam(10, 0.02), 0.8), lengths,
                "run: threshold is 0.01 there, 0.02 here.");
        assertRefused(
                new CacheFingerprint("model1", "float32", "tokens1", "text1",
                        new ConverterSettings(ConverterSettings.Method.BEAM, 10, 0.01, true), 0.8),
                lengths,
                "run: specials as text is false there, true here.");
        assertRefused(new CacheFingerprint("model1", "float32", "tokens1", "text1", ConverterSettings.cover(), 0.8), lengths,
                "method is beam there, cover here");
        assertRefused(fingerprint(0.9), lengths, "coverage is 0.8 there, 0.9 here");
    }

    @Test
    void rowsOfAnotherVersionOfTheFormatAreRefused() throws IOException {
        filled(List.of(text("ad")), 0.8, new FixedReader());
        Path manifest = folder.resolve("manifest.json");
        String written = Files.readString(manifest);
        String version = "\"format version\" : \"" + CacheFingerprint.VERSION + "\"";
        assertThat(written).contains(version);
        Files.writeString(manifest, written.replace(version, "\"format version\" : \"0\""));
        assertRefused(fingerprint(0.8), new int[] {2}, "run: format version is 0 there, " + CacheFingerprint.VERSION + " here.");
        Files.writeString(manifest, written.replace(version + ",", ""));
        assertRefused(fingerprint(0.8), new int[] {2}, "format version is ");
    }

    private void assertRefused(CacheFingerprint other, int[] lengths, String message) {
        assertThatThrownBy(() -> ByteCache.open(folder, other, lengths)).isInstanceOf(UserError.class).hasMessageContaining(message)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aShardCutShortIsReadAgainAndTheOthersStay() throws IOException {
        List<byte[]> documents = List.of(letters(ShardPlan.SHARD_TEXT_BYTES), text("ad"));
        filled(documents, 0.8, new FixedReader());
        Path shard = folder.resolve("shard-00001.safetensors");
        Files.write(shard, java.util.Arrays.copyOf(Files.readAllBytes(shard), 50));
        ByteCache cache = ByteCache.open(folder, fingerprint(0.8), lengths(documents));
        assertThat(cache.bytesDone()).isLessThan(cache.bytesTotal());
        FixedReader reader = new FixedReader();
        cache.fill(documents, reader, Progress.NONE);
        assertThat(reader.documentBytes).containsExactly(2);
        assertThat(folder.resolve("shard-00001.safetensors.broken")).exists();
        assertThat(cache.row(1, 0).bytes()).containsExactly('a', 'b');
    }

    @Test
    void aShardWithAChangedByteIsFoundByItsHash() throws IOException {
        filled(List.of(text("ad")), 0.8, new FixedReader());
        Path shard = folder.resolve("shard-00000.safetensors");
        byte[] content = Files.readAllBytes(shard);
        content[content.length - 1] ^= 1;
        Files.write(shard, content, StandardOpenOption.TRUNCATE_EXISTING);
        FixedReader reader = new FixedReader();
        ByteCache cache = filled(List.of(text("ad")), 0.8, reader);
        assertThat(reader.documentBytes).containsExactly(2);
        assertThat(cache.row(0, 1).bytes()).containsExactly('a', 'b', 'd');
    }

    @Test
    void aDamagedManifestIsSetAsideAndTheTeacherReadAgain() throws IOException {
        filled(List.of(text("ad")), 0.8, new FixedReader());
        Files.writeString(folder.resolve("manifest.json"), "{\n  \"fingerprint\" : {\n");
        FixedReader reader = new FixedReader();
        ByteCache cache = filled(List.of(text("ad")), 0.8, reader);
        assertThat(reader.documentBytes).containsExactly(2);
        assertThat(cache.row(0, 0).bytes()).containsExactly('a', 'b');
        assertThat(folder.resolve("manifest.json.broken")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../victim.txt", "%s", "victim.txt", "shard-00007.safetensors", "shard-00000.safetensors/../victim.txt",
        "nul\\u0000"})
    void aManifestTouchesNoFileButItsShards(String name) throws IOException {
        filled(List.of(text("ad")), 0.8, new FixedReader());
        Path outside = Files.writeString(folder.resolveSibling(folder.getFileName() + "-victim.txt"), "precious");
        Path inside = Files.writeString(folder.resolve("victim.txt"), "precious");
        Path manifest = folder.resolve("manifest.json");
        String named = name.equals("%s") ? outside.toString() : name.replace("../victim.txt", "../" + outside.getFileName());
        Files.writeString(manifest, Files.readString(manifest).replace("shard-00000.safetensors", named));
        FixedReader reader = new FixedReader();
        filled(List.of(text("ad")), 0.8, reader);
        assertThat(reader.documentBytes).as("read again").containsExactly(2);
        assertThat(outside).hasContent("precious");
        assertThat(inside).hasContent("precious");
        Files.delete(outside);
    }

    /** Size and hash of the manifest are forged too, so that only what the shard holds tells. */
    @ParameterizedTest
    @ValueSource(strings = {"documents", "entries", "rest", "log_probability", "byte", "end_of_sequence"})
    void aForgedShardIsReadAgain(String tensor) throws IOException {
        filled(List.of(text("ad"), text("b")), 0.8, new FixedReader());
        Path shard = folder.resolve("shard-00000.safetensors");
        Safetensors.Entry entry = Safetensors.open(shard).entry(tensor);
        byte[] content = Files.readAllBytes(shard);
        if (tensor.equals("byte")) {
            String header = new String(content, java.nio.charset.StandardCharsets.ISO_8859_1);
            content = header.replace("\"byte\":{\"dtype\":\"U8\"", "\"bite\":{\"dtype\":\"U8\"")
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        } else {
            java.util.Arrays.fill(content, (int) entry.start(), (int) (entry.start() + entry.bytes()), (byte) 0x7F);
        }
        Path manifest = folder.resolve("manifest.json");
        String before = Sha256.of(shard);
        Files.write(shard, content);
        Files.writeString(manifest, Files.readString(manifest).replace(before, Sha256.of(shard)));
        FixedReader reader = new FixedReader();
        ByteCache cache = filled(List.of(text("ad"), text("b")), 0.8, reader);
        assertThat(reader.documentBytes).containsExactly(2, 1);
        assertThat(cache.row(0, 0).bytes()).containsExactly('a', 'b');
    }

    @Test
    void aFolderOfOtherFilesIsNotFilled() throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "precious");
        assertThatThrownBy(() -> ByteCache.open(folder, fingerprint(0.8), new int[] {2})).isInstanceOf(UserError.class)
                .hasMessageContaining("is not empty and holds no teacher bytes, but thesis.tex");
    }

    @Test
    void aShardIsAnOrdinarySafetensorsFile() {
        filled(List.of(text("ad"), text("b")), 0.8, new FixedReader());
        Safetensors file = Safetensors.open(folder.resolve("shard-00000.safetensors"));
        assertThat(file.longs("documents")).containsExactly(0, 2, 3);
        assertThat(file.floats("end_of_sequence")).containsExactly(0.025f, 0.025f, 0.025f);
        assertThat(file.bytes("byte").remaining()).as("ab, abd, ab").isEqualTo(7);
    }

    @Test
    void cancellingKeepsFinishedShards() {
        List<byte[]> documents = List.of(letters(ShardPlan.SHARD_TEXT_BYTES), text("ad"));
        ByteCache cache = ByteCache.open(folder, fingerprint(0.8), lengths(documents));
        BigramModel model = BigramModel.unigram(new String[] {null, "a", "d"}, 0.1, 0.6, 0.3);
        assertThatThrownBy(() -> cache.fill(documents, new BeamReader(model, ConverterSettings.beam(2, 0.1)),
                (done, total) -> done <= ShardPlan.SHARD_TEXT_BYTES)).isInstanceOf(CancellationException.class);
        assertThat(cache.bytesDone()).isEqualTo(ShardPlan.SHARD_TEXT_BYTES);
    }
}
