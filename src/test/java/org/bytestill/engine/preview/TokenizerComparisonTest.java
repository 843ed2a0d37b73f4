package org.bytestill.engine.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.SmallRun;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerComparisonTest {
    private static final Path STUDENT = SmallRun.STUDENT;
    private static final Path OTHER = STUDENT.resolveSibling("gemma3");
    private static final String TEXT = "The café has closed its doors for good, \uD83C\uDF89 he said.";

    @TempDir
    private Path folder;

    private RunConfig config(Path teacher, String... more) throws Exception {
        Path text = Files.writeString(folder.resolve("text.txt"), TEXT);
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.recommended(), "teacher", teacher.toString()), "student",
                STUDENT.toString());
        config = RunConfigFile.with(config, "text.train", text.toString());
        for (int i = 0; i < more.length; i += 2) {
            config = RunConfigFile.with(config, more[i], more[i + 1]);
        }
        return config;
    }

    private TokenizersReport compare(RunConfig config) {
        return TokenizerComparison.of(new TokenizersRequest(config, folder, 0), (done, total) -> true);
    }

    /** Where tokens end, from the definition: lengths of the tokens' byte strings, added up. */
    private static Set<Integer> ends(Path model) {
        try (Tokenizer tokenizer = Tokenizer.open(model)) {
            Set<Integer> ends = new TreeSet<>();
            int at = 0;
            for (int id : tokenizer.encode(TEXT.getBytes(StandardCharsets.UTF_8))) {
                at += tokenizer.vocabulary().bytesOf(id).length;
                ends.add(at);
            }
            return ends;
        }
    }

    @Test
    void sharedEndsAndSameTokensAreThoseOfTheDefinition() throws Exception {
        TokenizersReport report = compare(config(OTHER));
        Set<Integer> teacher = ends(OTHER);
        Set<Integer> student = ends(STUDENT);
        Set<Integer> both = teacher.stream().filter(student::contains).collect(Collectors.toCollection(TreeSet::new));
        assertThat(report.bytes()).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8).length);
        assertThat(report.isWhole()).isTrue();
        assertThat(report.teacher().tokens()).isEqualTo(teacher.size());
        assertThat(report.student().tokens()).isEqualTo(student.size());
        assertThat(report.sharedEnds()).isEqualTo(both.size()).isLessThan(student.size());
        long same = 0;
        long sameBytes = 0;
        int begin = 0;
        for (int end : both) {
            int from = begin;
            boolean isOne = teacher.stream().filter(e -> e > from && e <= end).count() == 1
                    && student.stream().filter(e -> e > from && e <= end).count() == 1;
            same += isOne ? 1 : 0;
            sameBytes += isOne ? end - begin : 0;
            begin = end;
        }
        assertThat(report.oneToOne()).isEqualTo(same).isPositive();
        assertThat(report.oneToOneBytes()).isEqualTo(sameBytes);
        assertThat(report.sharedEndsOf(report.student())).isEqualTo((double) both.size() / student.size());
    }

    @Test
    void charactersInPiecesSpecialTokensAndSharedStringsAreCounted() throws Exception {
        TokenizersReport report = compare(config(OTHER));
        try (Tokenizer student = Tokenizer.open(STUDENT)) {
            long parts = Arrays.stream(student.encode(TEXT.getBytes(StandardCharsets.UTF_8)))
                    .filter(id -> new String(student.vocabulary().bytesOf(id), StandardCharsets.UTF_8).contains("\uFFFD")).count();
            assertThat(report.student().parts()).as("the emoji has no token of its own").isEqualTo(parts).isPositive();
        }
        assertThat(report.sharedStrings()).isPositive().isLessThanOrEqualTo(report.student().strings());
        assertThat(report.teacher().specials()).isPositive();
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).contains("of the text").contains("same tokens"));
        assertThat(report.notes()).as("the objective has no byte head").noneSatisfy(note -> assertThat(note).contains("byte head"));
    }

    @Test
    void oneTokenizerOnBothSidesIsTheSameEverywhere() throws Exception {
        TokenizersReport report = compare(config(STUDENT));
        assertThat(report.isSame()).isTrue();
        assertThat(report.oneToOneOfBytes()).isEqualTo(1);
        assertThat(report.sharedStringsOf(report.teacher())).isEqualTo(1);
        assertThat(report.notes()).first().asString().contains("same tokenizer");
    }

    @Test
    void aByteHeadIsToldOfTokensThatAreLongerThanItReaches() throws Exception {
        TokenizersReport report = compare(config(OTHER, "objective", "bld", "byte_head.positions", "2"));
        assertThat(report.student().longer()).isPositive();
        assertThat(report.notes()).last().asString().contains("more than 2 bytes");
    }

    @Test
    void itEndsWhenItIsCancelledAndNamesWhatIsMissing() throws Exception {
        RunConfig config = config(OTHER);
        assertThatThrownBy(() -> TokenizerComparison.of(new TokenizersRequest(config, folder, 0), (done, total) -> false))
                .isInstanceOf(CancellationException.class);
        RunConfig noText = RunConfigFile.with(config, "text.train", java.util.List.of());
        assertThatThrownBy(() -> compare(noText)).isInstanceOf(UserError.class);
    }
}
