package org.bytestill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Comments, scripts and documents against the repository: every section or formula of the method that they cite, and every file that they
 * name, is there. A citation is the name of the document, a space, and a section ("3.1") or formula ("F7").
 */
class MethodReferenceTest {
    private static final Path METHOD = Path.of("resources/help/method.md");
    private static final Path GUIDE = Path.of("src/README.md");
    private static final List<Path> ROOTS = List.of(Path.of("src"), Path.of("sample-data"), Path.of("resources"), Path.of("README.md"));
    /** Made by other programs, or text to train on. */
    private static final List<Path> OTHERS_FILES = List.of(Path.of("src/test/resources"), Path.of("sample-data/text"));
    private static final Pattern SCRIPT = Pattern.compile(".*\\.(py|sh|bat|yaml)");
    private static final Pattern DOCUMENT = Pattern.compile(".*\\.md");
    /** Texts first, so that what looks like a comment in one is none; group 1 is a comment. */
    private static final Pattern JAVA = Pattern.compile(
            "(?s)\"\"\".*?\"\"\"|\"(?:[^\"\\\\\n]++|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\[^\n']+|\\\\')'|(/\\*.*?\\*/|//[^\n]*)");
    private static final Pattern LINE_BREAK = Pattern.compile("\\n\\s*(?:\\*(?!/))?\\s*");

    private static final Pattern HEADING = Pattern.compile("(?m)^#{2,} (\\d+(?:\\.\\d+)*)\\.? ");
    private static final Pattern FORMULA = Pattern.compile("(?m)^F(\\d+) ");
    private static final Pattern CITATION = Pattern.compile("(?<![/\\w])method\\.md(?: (\\d+(?:\\.\\d+)*|F\\d+))?");
    private static final Pattern WITHIN = Pattern.compile("\\b(F\\d+)\\b|\\((\\d\\.\\d)\\)|\\bsection (\\d(?:\\.\\d)?)");
    private static final Pattern UNNAMED = Pattern.compile("(?i)\\bmethod \\d[\\d.]*");
    private static final Pattern PATH = Pattern.compile("(?<![\\w./-])(?:resources|src|sample-data|icons)/[\\w./-]*\\w");
    private static final Pattern PAPER = Pattern.compile("(?<![\\w/-])[\\w-]+\\.md\\b");
    private static final Pattern CODE_CLASS = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)`");
    private static final Pattern CODE_SETTING = Pattern.compile("`([a-z_]+\\.[a-z_]+)`");

    private static Set<String> sections;
    /** Comments of Java files, scripts whole. */
    private static Map<Path, String> comments;
    private static Map<Path, String> documents;
    private static Set<String> fileNames;

    @BeforeAll
    static void readTheRepository() throws IOException {
        sections = sectionsOf(Files.readString(METHOD));
        List<Path> files = files();
        comments = read(files, file -> isJava(file) || SCRIPT.matcher(file.toString()).matches());
        comments.replaceAll((file, text) -> isJava(file) ? commentsOf(text) : text);
        documents = read(files, file -> DOCUMENT.matcher(file.toString()).matches());
        fileNames = files.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }

    private static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path root : ROOTS) {
            try (Stream<Path> below = Files.walk(root)) {
                below.filter(Files::isRegularFile).filter(file -> OTHERS_FILES.stream().noneMatch(file::startsWith)).forEach(files::add);
            }
        }
        return files;
    }

    private static Map<Path, String> read(List<Path> files, Predicate<Path> wanted) {
        Map<Path, String> texts = new TreeMap<>();
        files.stream().filter(wanted).forEach(file -> texts.put(file, text(file)));
        return texts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Comments of a Java file, a line each. */
    static String commentsOf(String java) {
        return JAVA.matcher(java).results().map(found -> found.group(1)).filter(comment -> comment != null)
                .map(comment -> LINE_BREAK.matcher(comment).replaceAll(" ")).collect(Collectors.joining("\n"));
    }

    /** Numbers of sections and formulas, such as 3.1 and F7. */
    static Set<String> sectionsOf(String method) {
        return Stream.concat(found(HEADING, method), found(FORMULA, method).map(number -> "F" + number)).collect(Collectors.toSet());
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }

    /** What is wrong with a comment's citations of the method. */
    static List<String> wrongCitations(String text, Set<String> sections) {
        Stream<String> named = CITATION.matcher(text).results().filter(match -> !sections.contains(String.valueOf(match.group(1))))
                .map(MatchResult::group);
        Stream<String> unnamed = UNNAMED.matcher(text).results().map(MatchResult::group);
        return Stream.concat(named, unnamed).toList();
    }

    /** Files and documents that a text names and that are not there. */
    private static List<String> missingFiles(String text) {
        Stream<String> paths = PATH.matcher(text).results().map(MatchResult::group).filter(path -> !Files.exists(Path.of(path)));
        Stream<String> papers = PAPER.matcher(text).results().map(MatchResult::group).filter(name -> !fileNames.contains(name));
        return Stream.concat(paths, papers).toList();
    }

    private static Map<Path, List<String>> faults(Map<Path, String> texts, Function<String, List<String>> check) {
        Map<Path, List<String>> faults = new TreeMap<>();
        texts.forEach((file, text) -> faults.put(file, check.apply(text)));
        faults.values().removeIf(List::isEmpty);
        return faults;
    }

    @Test
    void everySectionThatACommentCitesIsInTheMethod() {
        assertThat(faults(comments, text -> wrongCitations(text, sections))).isEmpty();
        assertThat(comments.values()).as("the method is cited").anyMatch(text -> CITATION.matcher(text).find());
    }

    @Test
    void everyFileThatACommentOrDocumentNamesIsThere() {
        assertThat(faults(comments, MethodReferenceTest::missingFiles)).isEmpty();
        assertThat(faults(documents, MethodReferenceTest::missingFiles)).isEmpty();
    }

    @Test
    void formulasAreNumberedInTheirOrderAndSectionsOnce() {
        String method = documents.get(METHOD);
        List<String> formulas = found(FORMULA, method).toList();
        assertThat(formulas).isEqualTo(IntStream.rangeClosed(1, formulas.size()).mapToObj(String::valueOf).toList()).isNotEmpty();
        assertThat(found(HEADING, method).toList()).doesNotHaveDuplicates().isSorted().contains("1", "2", "3", "3.1", "4");
    }

    @Test
    void theMethodRefersToSectionsFormulasClassesAndSettingsThatAreThere() {
        String method = documents.get(METHOD);
        assertThat(WITHIN.matcher(method).results().map(MethodReferenceTest::firstGroup)).isSubsetOf(sections);
        assertThat(found(CODE_CLASS, method).map(name -> name + ".java")).isSubsetOf(fileNames);
        assertThat(found(CODE_SETTING, method)).isSubsetOf(RunConfigFile.settings().stream().map(SettingInfo::path).toList());
    }

    @Test
    void theGuideToTheSourcesNamesClassesThatAreThere() {
        List<String> others = List.of("Optional", "XView", "XViewModel");
        assertThat(found(CODE_CLASS, documents.get(GUIDE)).filter(name -> !others.contains(name)).map(name -> name + ".java"))
                .isNotEmpty().isSubsetOf(fileNames);
    }

    private static String firstGroup(MatchResult match) {
        return IntStream.rangeClosed(1, match.groupCount()).mapToObj(match::group).filter(group -> group != null).findFirst().orElseThrow();
    }

    @Test
    void aCitationWithoutAKnownSectionIsFound() {
        Set<String> known = sectionsOf("## 3. Loss\n### 3.1 Without a head\n```\nF7   x = y\n```\n");
        assertThat(known).containsExactlyInAnyOrder("3", "3.1", "F7");
        assertThat(wrongCitations("The loss (method.md 3.1), method.md F7. See resources/help/method.md.", known)).isEmpty();
        assertThat(wrongCitations("method.md 3.2, method.md F8, method.md alone, (method 3.1)", known))
                .containsExactly("method.md 3.2", "method.md F8", "method.md", "method 3.1");
    }

    @Test
    void commentsAreReadAndTextsAreNot() {
        String java = "/** A\n     * b. */ String s = \"// no \\\" /* no */\"; char c = '\"'; // c\n"
                + "String t = \"\"\"\n  // no \"\"\"; /* d */";
        assertThat(commentsOf(java)).isEqualTo("/** A b. */\n// c\n/* d */");
    }
}
