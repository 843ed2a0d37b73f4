package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the style sheets and the code together: no rule is left over. */
class StyleSheetsTest {
    private static final Pattern SELECTOR = Pattern.compile("([^{}]+)\\{[^}]*}");
    private static final Pattern STYLE_CLASS = Pattern.compile("\\.([A-Za-z][\\w-]*)");
    /** ControlsFX and Ikonli give these to nodes of theirs. */
    private static final Set<String> OF_LIBRARIES = Set.of("ikonli-font-icon", "status-bar", "notification-bar", "pane", "left-pill",
            "center-pill", "right-pill",
            "wizard-pane");

    @Test
    void everyRuleIsForAStyleThatSomethingHas() throws IOException {
        Set<String> known = new TreeSet<>(OF_LIBRARIES);
        try (InputStream theme = PrimerLight.class.getResourceAsStream(new PrimerLight().getUserAgentStylesheet())) {
            known.addAll(classes(new String(theme.readAllBytes(), StandardCharsets.UTF_8)));
        }
        String sources = read(Path.of("src/main/java/org/bytestill/ui"), ".java") + read(Path.of("resources/fxml"), ".fxml");
        Set<String> unused = classes(read(Path.of("resources/css"), ".css")).stream()
                .filter(style -> !known.contains(style) && !Pattern.compile("[\" ,]" + style + "[\" ,]").matcher(sources).find())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unused).isEmpty();
    }

    private static Set<String> classes(String sheet) {
        String rules = sheet.replaceAll("(?s)/\\*.*?\\*/", "");
        return SELECTOR.matcher(rules).results().flatMap(rule -> STYLE_CLASS.matcher(rule.group(1)).results()).map(style -> style.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path root, String ending) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(each -> each.toString().endsWith(ending)).sorted().toList()) {
                all.append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }
}
