package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytestill.DocumentsTest;
import org.bytestill.cli.manual.CommandPage;
import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;
import org.bytestill.problem.ExitCode;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * What the documents say of the program, against the program: each command line in them is one that is understood, each option and setting
 * that they name exists. That each that exists is named follows from the pages which are written from the program ({@link ManualCommandTest}).
 */
class GuideTest {
    private static final Pattern INLINE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern CALL = Pattern.compile("^(?:[A-Z_]+=\\S+ )*(?:target/bytestill/bin/)?bytestill +(\\S.*)$");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final Pattern SETTING = Pattern.compile("([a-z_]+(?:\\.[a-z_0-9]+)+)(?:[:=].*)?");
    private static final Pattern SHORTCUT = Pattern.compile("shortcut\\(KeyCode\\.(\\w+), \"");
    private static final Pattern OTHER_KEY = Pattern.compile("KeyCode\\.(F\\d+)\\)|fixed\\(.*, \"([^\"]+)\"\\);");
    /** Of Maven, Java, pip and git, which the documents also call. */
    private static final Set<
            String> OPTIONS_OF_OTHERS = Set.of("--target", "--add-exports", "--master", "--class", "--add-opens", "--gpus");

    private static List<CommandPage> commands(CommandPage page) {
        return Stream.concat(Stream.of(page), page.subcommands().stream().flatMap(below -> commands(below).stream())).toList();
    }

    /** Indented lines and words in backquotes, with the document. */
    private static List<Map.Entry<Path, String>> code() throws IOException {
        List<Map.Entry<Path, String>> code = new ArrayList<>();
        for (Path document : DocumentsTest.documents()) {
            String text = Files.readString(document);
            text.lines().filter(line -> line.startsWith("    ")).forEach(line -> code.add(Map.entry(document, line.strip())));
            INLINE.matcher(text).results().forEach(hit -> code.add(Map.entry(document, hit.group(1).strip())));
        }
        return code;
    }

    /** Command lines of this program, without comments and what stands for something that was left out. */
    private static List<Map.Entry<Path, List<String>>> calls() throws IOException {
        List<Map.Entry<Path, List<String>>> calls = new ArrayList<>();
        for (Map.Entry<Path, String> code : code()) {
            Matcher call = CALL.matcher(code.getValue().replaceFirst("\\s+#.*| ?[>|] .*", ""));
            if (call.matches() && !code.getKey().endsWith("commands.md") && !call.group(1).matches(".*(\\.\\.\\.|COMMAND|…).*")) {
                calls.add(Map.entry(code.getKey(),
                        WORD.matcher(call.group(1)).results()
                                .map(word -> Stream.of(word.group(1), word.group(2), word.group(3)).filter(part -> part != null).findFirst()
                                        .orElseThrow())
                                .toList()));
            }
        }
        return calls;
    }

    @Test
    void everyCommandLineIsUnderstood() throws IOException {
        Map<String, String> refused = new TreeMap<>();
        for (Map.Entry<Path, List<String>> call : calls()) {
            try {
                Bytestill.commandLine(file -> {}).parseArgs(call.getValue().toArray(String[]::new));
            } catch (CommandLine.MissingParameterException e) {
                // A command that is only named, such as `bytestill convert --shard`.
                if (call.getValue().size() > 2) {
                    refused.put(call.getKey() + ": " + String.join(" ", call.getValue()), e.getMessage());
                }
            } catch (CommandLine.ParameterException e) {
                refused.put(call.getKey() + ": " + String.join(" ", call.getValue()), e.getMessage());
            }
        }
        assertThat(refused).isEmpty();
        assertThat(calls()).hasSizeGreaterThan(60);
    }

    /** Those of the guide that take no training. */
    @Test
    void theFastOnesRun() throws IOException {
        Set<String> fast = Set.of("check", "documents", "completion", "doctor", "preview");
        Set<List<String>> calls = calls().stream().filter(call -> call.getKey().startsWith("resources/help")).map(Map.Entry::getValue)
                .filter(words -> fast.contains(words.get(0)) && !words.contains("--libtorch")).filter(words -> words.stream().skip(1)
                        .allMatch(word -> !word.matches(".*[./].*") || Files.exists(Path.of(word))))
                .filter(words -> words.size() > 1 && words.stream().noneMatch(word -> word.matches("RUN|FILE|DIR")))
                .collect(Collectors.toSet());
        assertThat(calls).hasSizeGreaterThanOrEqualTo(4);
        calls.forEach(words -> Commands.run(words.toArray()).ok());
    }

    @Test
    void everyOptionThatIsNamedExists() throws IOException {
        Set<String> known = commands(CommandPage.of(Bytestill.commandLine(file -> {}))).stream()
                .flatMap(command -> command.options().stream()).flatMap(option -> option.names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(OPTIONS_OF_OTHERS);
        Map<String, Path> unknown = new TreeMap<>();
        for (Map.Entry<Path, String> code : code()) {
            if (code.getValue().startsWith("--")) {
                String option = code.getValue().replaceFirst("[ =,].*", "");
                if (!known.contains(option)) {
                    unknown.put(option, code.getKey());
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void everySettingThatIsNamedExists() throws IOException {
        Set<String> settings = RunConfigFile.settings().stream().map(SettingInfo::path).collect(Collectors.toSet());
        Set<String> sections = settings.stream().filter(path -> path.contains(".")).map(path -> path.substring(0, path.indexOf('.')))
                .collect(Collectors.toSet());
        Map<String, Path> unknown = new TreeMap<>();
        int found = 0;
        for (Map.Entry<Path, String> code : code()) {
            Matcher setting = SETTING.matcher(code.getValue());
            if (setting.matches() && sections.contains(setting.group(1).replaceFirst("\\..*", ""))
                    && !setting.group(1).matches(".*\\.(yaml|md|json|jsonl|properties|txt|jar)|.*\\.choice\\..*")) {
                found++;
                String path = setting.group(1);
                if (!settings.contains(path) && settings.stream().noneMatch(other -> other.startsWith(path + "."))) {
                    unknown.put(path, code.getKey());
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(found).isGreaterThan(30);
    }

    @Test
    void theKeysOfTheWindowAreInTheGuide() throws IOException {
        String source = Files.readString(Path.of("src/main/java/org/bytestill/ui/WindowKeys.java"));
        String page = Files.readString(Path.of("resources/help/screens.md"));
        Stream<String> shortcuts = SHORTCUT.matcher(source).results()
                .map(hit -> "Ctrl+" + hit.group(1).replace("COMMA", ",").replace("DIGIT", ""));
        Stream<String> others = OTHER_KEY.matcher(source).results().map(hit -> hit.group(1) == null ? hit.group(2) : hit.group(1))
                .flatMap(keys -> Stream.of(keys.split(" +")));
        assertThat(Stream.concat(shortcuts, others).toList()).hasSizeGreaterThan(20)
                .allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }

    @Test
    void everyExitCodeIsExplained() throws IOException {
        String page = Files.readString(Path.of("resources/help/messages.md"));
        for (ExitCode code : ExitCode.values()) {
            assertThat(page).contains("| " + code.code() + " | ");
        }
    }
}
