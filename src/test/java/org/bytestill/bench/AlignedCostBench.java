package org.bytestill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.bytestill.objective.Objective;
import org.bytestill.objective.aligned.AlignedObjective;
import org.bytestill.objective.registry.Objectives;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What an update of each objective across tokenizers costs beside one of fine-tuning: 8 documents of 512 bytes of the sample text, every
 * objective in a process of its own, once with a teacher whose rows are known, once with one that is evaluated.
 * {@code mvn test -Pbench -Dtest=AlignedCostBench}. Goal with known rows: one-to-one at most 1.1 times, bpm and alm at most 1.3 times the
 * seconds. {@code -Dbench.student} and {@code -Dbench.teacher} take other models than the sample pair, {@code -Dbench.only} one objective,
 * {@code -Dbench.threads} more threads than one, whose own CPU time is shown, {@code -Dbench.updates} other than 12 updates.
 */
@Tag("bench")
class AlignedCostBench {
    private final StringBuilder table = new StringBuilder();

    @Test
    void anUpdateOfEachObjective() throws Exception {
        List<String> names = Objectives.all().stream().filter(AlignedObjective.class::isInstance).map(Objective::name)
                .filter(name -> name.matches(System.getProperty("bench.only", ".*"))).toList();
        line("%-12s %12s %6s %12s %6s %8s", "", "s, known", "ratio", "s, live", "ratio", "peak GB");
        double base = BenchProcess.fastestSeconds(measured("sft", "known"));
        line("%-12s %12.4f %6.2f", "sft", base, 1.0);
        for (String name : names) {
            double known = BenchProcess.fastestSeconds(measured(name, "known"));
            JsonNode live = measured(name, "live");
            double seconds = BenchProcess.fastestSeconds(live);
            line("%-12s %12.4f %6.2f %12.4f %6.2f %8.2f", name, known, known / base, seconds, seconds / base,
                    live.get("peak_bytes").asDouble() / 1e9);
        }
        LoggerFactory.getLogger(AlignedCostBench.class).warn("\n{}", table);
    }

    private void line(String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static JsonNode measured(String objective, String teacher) throws IOException, InterruptedException {
        return BenchProcess.java(AlignedCostProcess.class, System.getProperty("bench.student", "sample-data/student"),
                System.getProperty("bench.teacher", "sample-data/teacher"), objective, teacher, System.getProperty("bench.updates", "12"),
                System.getProperty("bench.threads", "1"));
    }
}
