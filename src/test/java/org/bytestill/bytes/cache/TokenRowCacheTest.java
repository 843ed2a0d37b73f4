package org.bytestill.bytes.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.RowTable;
import org.bytestill.corpus.SpanTokens;
import org.bytestill.problem.UserError;
import org.bytestill.util.Progress;
import org.bytestill.util.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenRowCacheTest {
    private static final int IDS = 5;
    private static final SpanTokens FIRST = new SpanTokens(new int[] {0}, new int[] {1, 4}, false);
    private static final SpanTokens SECOND = new SpanTokens(new int[] {0, 3}, new int[] {2}, true);
    private static final List<SpanTokens> SPANS = List.of(FIRST, SECOND);
    /** Logits before the tokens 1, 4 and 2. */
    private static final float[][] ROWS = {{0, 3, 1, 2, -1}, {2, 2, 2, 0, -3}, {-1, 0, 1, 4, 0}};

    @TempDir
    private Path folder;

    private static TokenRowFingerprint fingerprint(List<SpanTokens> spans, int topK) {
        return new TokenRowFingerprint("teacher", "float32", "tokenizer", TokenRowFingerprint.textOf(spans), IDS, topK);
    }

    private static void give(List<SpanTokens> spans, TokenRowCache.Sink sink, Progress progress) {
        int row = 0;
        for (int span = 0; span < spans.size(); span++) {
            for (int token = 0; token < spans.get(span).tokens().length; token++) {
                sink.accept(span, token, FloatBuffer.wrap(ROWS[row++]));
            }
        }
    }

    private TokenRowCache filled(int topK) {
        TokenRowCache cache = TokenRowCache.open(folder, fingerprint(SPANS, topK), SPANS);
        cache.fill(SPANS, TokenRowCacheTest::give, Progress.NONE);
        return cache;
    }

    @Test
    void allIdsAreTheTeachersLogitsBitForBit() {
        TokenRowCache cache = filled(0);
        float[] logits = new float[2 * IDS];
        assertThat(cache.read(0, 1, logits, IDS)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(List.of(logits[5], logits[6], logits[7], logits[8], logits[9])).containsExactly(2f, 2f, 2f, 0f, -3f);
        assertThat(cache.rest(0, 1)).isZero();
        assertThat(cache.tokensTotal()).isEqualTo(3);
    }

    @Test
    void theMostProbableIdsAreKeptAndTheTokenOfTheTextAndTheOthersShareTheRest() {
        TokenRowCache cache = filled(2);
        float[] logits = new float[IDS];
        double others = cache.read(0, 0, logits, 0);
        double sum = IntStream.range(0, IDS).mapToDouble(id -> Math.exp(ROWS[0][id])).sum();
        double rest = (Math.exp(0) + Math.exp(1) + Math.exp(-1)) / sum;
        assertThat(cache.rest(0, 0)).isCloseTo(rest, within(1e-6));
        assertThat(logits[1]).isEqualTo(3);
        assertThat(logits[3]).isEqualTo(2);
        assertThat(others).isCloseTo(Math.log(sum * rest / 3), within(1e-5));
        assertThat(logits[0]).isEqualTo((float) others);
        assertThat(IntStream.range(0, IDS).mapToDouble(id -> Math.exp(logits[id])).sum()).as("no mass is lost").isCloseTo(sum,
                within(1e-4));
        // Of equal ones the lower id; and 4, the token of the text, in place of the least.
        cache.read(0, 1, logits, 0);
        assertThat(logits[0]).isEqualTo(2);
        assertThat(logits[4]).isEqualTo(-3);
        assertThat(logits[1]).isEqualTo(logits[2]).isLessThan(2);
    }

    @Test
    void anInterruptedCacheIsFinishedWithTheSameFiles() throws IOException {
        List<SpanTokens> spans = IntStream.range(0, 16)
                .mapToObj(i -> new SpanTokens(new int[] {0}, new int[60_000], false)).toList();
        TokenRowCache.Source source = (some, sink, progress) -> {
            for (int span = 0; span < some.size(); span++) {
                for (int token = 0; token < some.get(span).tokens().length; token++) {
                    sink.accept(span, token, FloatBuffer.wrap(ROWS[token % 3]));
                }
            }
            if (!progress.report(1, 1)) {
                throw new CancellationException();
            }
        };
        Path other = folder.resolve("other");
        TokenRowCache.open(folder.resolve("whole"), fingerprint(spans, 0), spans).fill(spans, source, Progress.NONE);
        int[] steps = new int[1];
        assertThatThrownBy(() -> TokenRowCache.open(other, fingerprint(spans, 0), spans).fill(spans, source, (done, all) -> steps[0]++ < 1))
                .isInstanceOf(CancellationException.class);
        TokenRowCache resumed = TokenRowCache.open(other, fingerprint(spans, 0), spans);
        assertThat(resumed.tokensDone()).isBetween(1L, resumed.tokensTotal() - 1);
        resumed.fill(spans, source, Progress.NONE);
        for (String file : List.of("manifest.json", "shard-00000.safetensors", "shard-00001.safetensors")) {
            assertThat(Sha256.of(other.resolve(file))).as(file).isEqualTo(Sha256.of(folder.resolve("whole").resolve(file)));
        }
    }

    @Test
    void rowsOfSomethingElseAreRefusedAndSaidWhich() {
        filled(2);
        List<SpanTokens> otherPrompt = List.of(FIRST, new SpanTokens(new int[] {0, 2}, new int[] {2}, true));
        refused(fingerprint(SPANS, 3), SPANS, "ids kept is 2 there, 3 here");
        refused(fingerprint(SPANS, 0), SPANS, "ids kept is 2 there, all here");
        refused(fingerprint(otherPrompt, 2), otherPrompt, "text and template is ");
        refused(new TokenRowFingerprint("another", "float32", "tokenizer", TokenRowFingerprint.textOf(SPANS), IDS, 2), SPANS,
                "teacher is teacher there, another here");
        refused(new TokenRowFingerprint("teacher", "float32", "other", TokenRowFingerprint.textOf(SPANS), IDS, 2), SPANS,
                "tokenizer is tokenizer there, other here");
    }

    private void refused(TokenRowFingerprint fingerprint, List<SpanTokens> spans, String difference) {
        assertThatThrownBy(() -> TokenRowCache.open(folder, fingerprint, spans)).isInstanceOf(UserError.class)
                .hasMessageContaining("The teacher rows in").hasMessageContaining(difference);
    }

    @Test
    void aFolderOfTeacherBytesHoldsNoTokenRows() {
        Passage text = Passage.of(new byte[] {'a'});
        RowTable row = new RowTable(1);
        double[] uniform = new double[ByteDistribution.OUTCOMES];
        Arrays.fill(uniform, 1.0 / uniform.length);
        row.set(0, uniform, new RowTable.Provenance(0, 0, 0, 1, 1, false));
        ByteCache.open(folder, new CacheFingerprint("teacher", "float32", "tokenizer", "text", ConverterSettings.cover(), 1), new int[] {1})
                .fillPassages(List.of(text), new PrecomputedReader(List.of(text), List.of(row)), Progress.NONE);
        refused(fingerprint(SPANS, 2), SPANS, "rows is none there, next tokens here");
    }

    @Test
    void aDamagedShardIsComputedAgain() throws IOException {
        TokenRowCache cache = filled(2);
        String before = Sha256.of(folder.resolve("shard-00000.safetensors"));
        byte[] content = Files.readAllBytes(folder.resolve("shard-00000.safetensors"));
        content[content.length - 1] ^= 1;
        Files.write(folder.resolve("shard-00000.safetensors"), content);
        cache.setDamagedAside();
        assertThat(cache.tokensDone()).isZero();
        cache.fill(SPANS, TokenRowCacheTest::give, Progress.NONE);
        assertThat(Sha256.of(folder.resolve("shard-00000.safetensors"))).isEqualTo(before);
    }
}
