package org.bytestill.ui.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.ui.help.Markdown.Block;
import org.bytestill.ui.help.Markdown.Code;
import org.bytestill.ui.help.Markdown.Heading;
import org.bytestill.ui.help.Markdown.Item;
import org.bytestill.ui.help.Markdown.Paragraph;
import org.bytestill.ui.help.Markdown.Picture;
import org.bytestill.ui.help.Markdown.Span;
import org.bytestill.ui.help.Markdown.Style;
import org.bytestill.ui.help.Markdown.Table;
import org.junit.jupiter.api.Test;

class MarkdownTest {
    private static Span plain(String text) {
        return new Span(text, Style.PLAIN, "");
    }

    @Test
    void aLineIsCutIntoItsPieces() {
        assertThat(Markdown.spans("Press **Start** or see [the *method*](method.md#1), `a*b*c` is code.")).containsExactly(plain("Press "),
                new Span("Start", Style.STRONG, ""), plain(" or see "), new Span("the *method*", Style.LINK, "method.md#1"), plain(", "),
                new Span("a*b*c", Style.CODE, ""), plain(" is code."));
        assertThat(Markdown.spans("2 * 3 * 4")).containsExactly(plain("2 * 3 * 4"));
    }

    @Test
    void blocksEndWhereTheyEnd() {
        List<Block> blocks = Markdown.read(String.join("\n", "# One `two`", "a", "b", "- first", "  goes on", "  - deeper", "1. number", "",
                "    code", "", "      more", "", "after", "```python", "# no heading", "```", "![seen](a.png)", "<!-- hidden", "too -->"));
        assertThat(blocks).containsExactly(
                new Heading(1, List.of(plain("One "), new Span("two", Style.CODE, "")), "one-two"), new Paragraph(List.of(plain("a b"))),
                new Item(0, "•", List.of(plain("first goes on"))), new Item(1, "•", List.of(plain("deeper"))),
                new Item(0, "1.", List.of(plain("number"))), new Code("code\n\n  more"), new Paragraph(List.of(plain("after"))),
                new Code("# no heading"), new Picture("a.png", "seen"));
    }

    @Test
    void aTableHasRowsOfCells() {
        assertThat(Markdown.read("| a | b |\n|---|---|\n| `x` | y \\| z |\n")).containsExactly(new Table(List.of(
                List.of(List.of(plain("a")), List.of(plain("b"))),
                List.of(List.of(new Span("x", Style.CODE, "")), List.of(plain("y | z"))))));
    }

    @Test
    void everyPageIsReadWhole() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("resources/help"))) {
            for (Path page : pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                List<Block> blocks = Markdown.read(Files.readString(page));
                assertThat(blocks).as(page.toString()).hasSizeGreaterThan(5).first().isInstanceOf(Heading.class);
            }
        }
    }

    @Test
    void linksAreFollowedAndLeadBack() {
        List<String> addresses = new ArrayList<>();
        HelpViewModel model = new HelpViewModel(addresses::add);
        assertThat(HelpViewModel.contents()).hasSizeGreaterThan(8);
        model.follow("study/study.md");
        assertThat(model.pageProperty().get().title()).isEqualTo("The study");
        model.follow("../method.md#54-which-of-two-is-better");
        assertThat(model.pageProperty().get().file()).isEqualTo("method.md");
        assertThat(model.pageProperty().get().anchor()).isEqualTo("54-which-of-two-is-better");
        assertThat(model.canFollow("../../src/README.md")).as("a file of the sources").isFalse();
        model.follow("../../src/README.md");
        model.follow("https://arxiv.org/abs/2604.07466");
        assertThat(addresses).containsExactly("https://arxiv.org/abs/2604.07466");
        model.back();
        assertThat(model.pageProperty().get().file()).isEqualTo("study/study.md");
        model.back();
        model.back();
        assertThat(model.pageProperty().get().file()).isEqualTo("guide.md");
    }
}
