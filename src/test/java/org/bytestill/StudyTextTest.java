package org.bytestill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytestill.engine.sweep.Budget;
import org.bytestill.engine.sweep.Figure;
import org.bytestill.engine.sweep.Measure;
import org.bytestill.engine.sweep.SweepFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The figures of the documents against the files of the study that they come from. A table stands between {@code <!-- study: NAME BUDGET -->}
 * and {@code <!-- end -->}; a figure likewise, with its cell and measure named, a difference with both cells. What is wrong is told with what
 * would be right.
 */
class StudyTextTest {
    private static final Path STUDY = Path.of("resources/help/study");
    private static final Pattern MARKED = Pattern.compile("(?s)<!-- study: ([^>]*?) -->(.*?)<!-- end -->");
    private static final Pattern FIGURE = Pattern.compile("(?<![\\d./:])\\d\\.\\d{3,}(?!\\d*/)");
    private static final Pattern PAPER_OR_CODE = Pattern.compile("arXiv[^)\\]]*|arxiv\\.org/\\S+|`[^`]*`");

    private static List<Path> documents() throws IOException {
        try (Stream<Path> help = Files.walk(STUDY.getParent())) {
            return Stream.concat(Stream.of(Path.of("README.md")), help.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.endsWith("tables.md"))).toList();
        }
    }

    private static List<Path> studies() throws IOException {
        try (Stream<Path> files = Files.list(STUDY)) {
            return files.filter(Files::isDirectory).toList();
        }
    }

    private static List<Path> grids() throws IOException {
        try (Stream<Path> files = Files.list(STUDY)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    /** The lines of a CSV file, without its header, cut at commas. */
    private static List<String[]> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
    }

    private static String table(String study, Budget budget) throws IOException {
        String all = Files.readString(STUDY.resolve(study).resolve("tables.md"));
        int begin = all.indexOf("## " + budget.title() + "\n");
        assertThat(begin).as(budget.title() + " in the study " + study).isNotNegative();
        int next = all.indexOf("\n## ", begin + 1);
        return all.substring(all.indexOf('|', begin), next < 0 ? all.length() : next).strip();
    }

    private static Budget budget(String word) {
        return Stream.of(Budget.values()).filter(budget -> budget.word().equals(word)).findFirst().orElseThrow();
    }

    private static Measure measure(String key) {
        return Stream.of(Measure.values()).filter(measure -> measure.key().equals(key)).findFirst().orElseThrow();
    }

    /** What stands in a document under that name. */
    private static String expected(String name) throws IOException {
        String[] words = name.split(" ");
        Budget budget = budget(words[1]);
        return switch (words.length) {
            case 2 -> table(words[0], budget);
            case 4 -> figure(words[0], budget, words[2], measure(words[3]));
            case 5 -> difference(words[0], budget, words[2], words[3], measure(words[4]));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String figure(String study, Budget budget, String cell, Measure measure) throws IOException {
        String of = cell.equals("start") ? "updates" : budget.word();
        double[] values = lines(STUDY.resolve(study).resolve("runs.csv")).stream().filter(run -> run[0].equals(of) && run[1].equals(cell))
                .mapToDouble(run -> Double.parseDouble(run[4 + measure.ordinal()])).toArray();
        assertThat(values).as("runs of %s in %s", cell, study).isNotEmpty();
        return Figure.of(values).written(measure);
    }

    private static String difference(String study, Budget budget, String cell, String other, Measure measure) throws IOException {
        String[] pair = lines(STUDY.resolve(study).resolve("verdicts.csv")).stream().filter(line -> line[0].equals(budget.word())
                && line[1].equals(cell) && line[2].equals(other) && line[3].equals(measure.key())).findFirst().orElseThrow();
        return measure.written(Double.parseDouble(pair[5])) + " (" + measure.written(Double.parseDouble(pair[6])) + " to "
                + measure.written(Double.parseDouble(pair[7])) + ")";
    }

    @Test
    void everyFigureOfADocumentIsThatOfItsStudy() throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        int found = 0;
        for (Path document : documents()) {
            Matcher marked = MARKED.matcher(Files.readString(document));
            while (marked.find()) {
                String right = expected(marked.group(1));
                if (!marked.group(2).strip().equals(right)) {
                    wrong.put(document + ": " + marked.group(1), "must be\n" + right);
                }
                found++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(found).isPositive();
    }

    /** Measured figures have three places or more; none stands in the README without the study it comes from. */
    @Test
    void noFigureOfTheReadmeIsWithoutAStudy() throws IOException {
        String text = PAPER_OR_CODE.matcher(MARKED.matcher(Files.readString(Path.of("README.md"))).replaceAll("")).replaceAll("");
        assertThat(FIGURE.matcher(text).results().map(hit -> hit.group()).toList()).isEmpty();
    }

    /** Tables, figure by figure, from the runs; words from the pairs. */
    @ParameterizedTest
    @MethodSource("studies")
    void theTablesOfAStudyAreThoseOfItsRuns(Path study) throws IOException {
        String name = study.getFileName().toString();
        List<String> missing = new ArrayList<>();
        for (String[] run : lines(study.resolve("runs.csv"))) {
            Budget budget = budget(run[0]);
            String row = table(name, budget).lines().filter(line -> line.startsWith("| `" + run[1] + "` |")).findFirst().orElse("");
            for (Measure measure : Measure.values()) {
                String figure = figure(name, budget, run[1], measure);
                if (!row.contains("| " + figure + " |")) {
                    missing.add(run[1] + " at " + budget.title() + ": " + figure);
                }
            }
        }
        for (String[] pair : lines(study.resolve("verdicts.csv"))) {
            String heading = table(name, budget(pair[0])).lines().findFirst().orElse("");
            String row = table(name, budget(pair[0])).lines().filter(line -> line.startsWith("| `" + pair[1] + "` |")).findFirst()
                    .orElse("");
            if (heading.contains("than " + pair[2] + ":") && !pair[3].equals(Measure.TOP1.key()) && !row.contains(pair[8])) {
                missing.add(pair[1] + " than " + pair[2] + ": " + pair[8]);
            }
        }
        assertThat(missing).isEmpty();
        assertThat(Files.readString(study.resolve("tables.md"))).contains("SHA-256", "Bytestill ", "Seeds: ", "libtorch");
    }

    /** Also of the parts that have not been run. */
    @ParameterizedTest
    @MethodSource("grids")
    void everySweepOfTheStudyCanBeRead(Path grid) {
        assertThat(SweepFile.read(grid).cells()).hasSizeGreaterThan(1);
        assertThat(SweepFile.read(grid).seeds()).hasSizeGreaterThan(1);
    }
}
