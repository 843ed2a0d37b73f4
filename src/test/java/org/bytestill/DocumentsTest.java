package org.bytestill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written in Markdown, all over the repository: no link leads nowhere, no page of the guide is forgotten. */
public class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
    private static final Set<String> FOREIGN = Set.of("http", "https", "mailto");

    /** All Markdown of the repository. */
    public static List<Path> documents() throws IOException {
        List<Path> all = new ArrayList<>(List.of(Path.of("README.md")));
        for (String folder : List.of(".github", "resources", "sample-data", "src")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".md") && !file.toString().contains("goldens")).sorted().forEach(all::add);
            }
        }
        return all;
    }

    /** The anchor of a heading, as it is made where repositories are read. */
    private static String anchor(String heading) {
        return heading.replaceAll("`", "").strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
    }

    private static Set<String> anchors(Path document) throws IOException {
        String text = Pattern.compile("(?s)```.*?```").matcher(Files.readString(document)).replaceAll("");
        return text.lines().filter(line -> line.matches("#+ .*")).map(line -> anchor(line.replaceFirst("#+ ", "")))
                .collect(Collectors.toSet());
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Map<String, String> dead = new TreeMap<>();
        int found = 0;
        for (Path document : documents()) {
            Path folder = document.toAbsolutePath().getParent();
            String text = CODE.matcher(Files.readString(document)).replaceAll("");
            for (String link : LINK.matcher(text).results().map(hit -> hit.group(1)).toList()) {
                found++;
                if (FOREIGN.contains(link.replaceFirst(":.*", ""))) {
                    continue;
                }
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? document.toAbsolutePath() : folder.resolve(parts[0]).normalize();
                if (!Files.exists(target)) {
                    dead.put(document + ": " + link, "no such file");
                } else if (parts.length > 1 && !anchors(target).contains(parts[1])) {
                    dead.put(document + ": " + link, "no such heading");
                }
            }
        }
        assertThat(dead).isEmpty();
        assertThat(found).isGreaterThan(50);
    }

    @Test
    void theGuideNamesEachOfItsPages() throws IOException {
        Path help = Path.of("resources/help");
        String guide = Files.readString(help.resolve("guide.md"));
        try (Stream<Path> pages = Files.list(help)) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(name -> name.endsWith(".md") && !name.equals("guide.md")))
                    .allSatisfy(name -> assertThat(guide).contains("](" + name + ")"));
        }
    }
}
