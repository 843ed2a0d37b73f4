package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The objectives on two real models, as one table: {@code mvn test -Preal -Dtest=RealComparisonTest -Dreal.comparison=true}
 * after src/test/reference/fetch-real-weights.sh, about an hour on 2 cores. Interrupted, it goes on where it was, in target/real-comparison;
 * {@code bytestill compare src/test/resources/compare/real.yaml --out target/real-comparison --show} prints what is there.
 * {@code -Dreal.updates=} and {@code -Dreal.train.bytes=} make it shorter, in a folder of their own.
 */
@Tag("real")
class RealComparisonTest {
    private static final Path CONFIG = Path.of("src/test/resources/compare/real.yaml");
    private static final String UPDATES = System.getProperty("real.updates", "200");
    private static final String TRAIN_BYTES = System.getProperty("real.train.bytes", "273408");

    @Test
    void theCoveringTeachesARealStudentMoreOfItsTeacherThanTokensAlone() throws IOException {
        assumeTrue(Boolean.getBoolean("real.comparison"), "it takes about an hour; -Dreal.comparison=true runs it");
        for (String file : new String[] {"gemma-3-270m-q4_k_m.gguf", "SmolLM2-135M-Instruct.Q4_1.gguf"}) {
            assumeTrue(Files.exists(Path.of("target/real", file)),
                    file + " is not there; src/test/reference/fetch-real-weights.sh brings it");
        }
        Path out = Path.of("target/real-comparison" + (UPDATES.equals("200") ? "" : "-" + UPDATES));
        Commands.Result result = Commands
                .run("compare", CONFIG, "--set", "training.updates=" + UPDATES, "--set", "text.max_train_bytes=" + TRAIN_BYTES,
                        "--out", out, "--seeds", "1", "--only", "sft,bld-step1,covering-quarter")
                .ok();
        LoggerFactory.getLogger(RealComparisonTest.class).warn("\n{}", result.out());

        Map<String, Double> bitsPerByte = column(result.out(), 3);
        Map<String, Double> klBits = column(result.out(), 4);
        assertThat(bitsPerByte.keySet()).containsExactlyInAnyOrder("start", "sft", "bld-step1", "covering-quarter");
        for (String variant : List.of("sft", "bld-step1", "covering-quarter")) {
            assertThat(bitsPerByte.get(variant)).as(variant).isLessThan(bitsPerByte.get("start"));
        }
        assertThat(klBits.get("covering-quarter")).isLessThan(klBits.get("sft")).isLessThan(klBits.get("start"));
    }

    /** Means of a column of the table, by the name of the variant. */
    private static Map<String, Double> column(String table, int index) {
        return table.lines().skip(1).map(line -> line.split("\\s{2,}"))
                .collect(Collectors.toMap(cells -> cells[0], cells -> Double.parseDouble(cells[index].split(" ")[0])));
    }
}
