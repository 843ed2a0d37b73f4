package org.bytestill.ui.help;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Draws the user guide: its pages on the left, the open one on the right. */
public final class HelpView {
    private static final double CONTENTS_WIDTH = 190;
    private static final double TEXT_WIDTH = 660;
    private static final double INDENT = 18;
    private static final double LETTER_WIDTH = 7.6;
    private static final double WIDEST_WORD = 130;
    private static final double GAP = 14;
    /** What a table has in the narrowest window: above it columns break words. */
    private static final double LEAST_TABLE_WIDTH = 460;
    private static final Texts TEXTS = Texts.of("shell");

    private final HelpViewModel model;
    private final VBox content = Ui.column(10);
    private final ScrollPane scroll = new ScrollPane(content);
    private final HBox root;

    public HelpView(HelpViewModel model) {
        this.model = model;
        VBox contents = Ui.column(2, Ui.button(TEXTS.get("guide.back"), "mdi2a-arrow-left", model::back, "flat"), Ui.rule());
        for (Markdown.Span page : HelpViewModel.contents()) {
            contents.getChildren().add(Ui.link(page.text(), () -> model.open(page.target()), "c12"));
        }
        content.setMaxWidth(TEXT_WIDTH);
        Ui.pad(content, 4, 16, 24, 16);
        scroll.setFitToWidth(true);
        scroll.setId("guide-page");
        scroll.setAccessibleText(TEXTS.get("guide.title"));
        Node list = Ui.id(Ui.size(Ui.pad(contents, 8, 4, 8, 8), CONTENTS_WIDTH, -1), "guide-contents");
        root = Ui.row(0, list, Ui.grow(scroll));
        root.setFillHeight(true);
        model.pageProperty().addListener((observable, was, page) -> show(page));
        show(model.pageProperty().get());
    }

    public Region node() {
        return root;
    }

    private void show(HelpViewModel.Page page) {
        content.getChildren().setAll(page.blocks().stream().map(this::node).toList());
        Node asked = page.anchor().isEmpty() ? null : content.lookup("#at-" + page.anchor().replace('.', '_'));
        Platform.runLater(() -> scrollTo(asked));
    }

    private void scrollTo(Node asked) {
        content.applyCss();
        root.layout();
        double room = content.getHeight() - scroll.getViewportBounds().getHeight();
        scroll.setVvalue(asked == null || room <= 0 ? 0 : Math.min(1, asked.getBoundsInParent().getMinY() / room));
    }

    private Node node(Markdown.Block block) {
        if (block instanceof Markdown.Heading heading) {
            TextFlow flow = flow(heading.text(), "semi", heading.level() == 1 ? "c20" : heading.level() == 2 ? "c15" : "c12");
            flow.setAccessibleRole(AccessibleRole.TEXT);
            return Ui.id(flow, "at-" + heading.anchor().replace('.', '_'));
        }
        if (block instanceof Markdown.Item item) {
            HBox row = Ui.row(8, Ui.text(item.mark(), "c12", "muted"), Ui.grow(flow(item.text(), "c12")));
            return Ui.pad(row, 0, 0, 0, INDENT * item.depth());
        }
        if (block instanceof Markdown.Code code) {
            Label label = new Label(code.text());
            label.getStyleClass().addAll("mono", "c12", "guide-code");
            label.setMaxWidth(Double.MAX_VALUE);
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
            return label;
        }
        if (block instanceof Markdown.Table table) {
            return grid(table);
        }
        if (block instanceof Markdown.Picture picture) {
            return picture(picture);
        }
        return flow(((Markdown.Paragraph) block).text(), "c12");
    }

    private Node grid(Markdown.Table table) {
        GridPane grid = new GridPane();
        grid.setHgap(GAP);
        grid.setVgap(5);
        int columns = table.rows().stream().mapToInt(List::size).max().orElse(1);
        double[] words = IntStream.range(0, columns).mapToDouble(column -> Math.min(WIDEST_WORD, longestWord(table, column) * LETTER_WIDTH))
                .toArray();
        double fits = Math.min(1, (LEAST_TABLE_WIDTH - (columns - 1) * GAP) / Arrays.stream(words).sum());
        for (double word : words) {
            ColumnConstraints width = new ColumnConstraints();
            width.setHgrow(Priority.SOMETIMES);
            width.setMinWidth(word * fits);
            grid.getColumnConstraints().add(width);
        }
        for (int row = 0; row < table.rows().size(); row++) {
            for (int column = 0; column < table.rows().get(row).size(); column++) {
                grid.add(flow(table.rows().get(row).get(column), "c12", row == 0 ? "semi" : "plain"), column, row);
            }
        }
        return grid;
    }

    /** Letters of it, so that no column breaks a word that fits. */
    private static int longestWord(Markdown.Table table, int column) {
        return table.rows().stream().filter(row -> row.size() > column).flatMap(row -> row.get(column).stream())
                .flatMap(span -> Stream.of(span.text().split("[ /]"))).mapToInt(String::length).max().orElse(1);
    }

    private static Node picture(Markdown.Picture picture) {
        InputStream file = HelpView.class.getResourceAsStream("/help/" + picture.file());
        if (file == null || picture.file().endsWith(".svg")) {
            return Ui.wrap(picture.description(), "c12", "muted");
        }
        ImageView view = new ImageView(new Image(file, TEXT_WIDTH, 0, true, true));
        view.setAccessibleText(picture.description());
        return view;
    }

    private TextFlow flow(List<Markdown.Span> spans, String... styles) {
        TextFlow flow = new TextFlow();
        for (Markdown.Span span : spans) {
            if (span.style() == Markdown.Style.LINK && model.canFollow(span.target())) {
                Hyperlink link = Ui.link(span.text(), () -> model.follow(span.target()), styles);
                link.getStyleClass().add("guide-link");
                flow.getChildren().add(link);
            } else {
                Text text = new Text(span.text());
                text.getStyleClass().addAll(styles);
                text.getStyleClass().add("guide-text");
                switch (span.style()) {
                    case STRONG, EMPHASIS -> text.getStyleClass().add("semi");
                    case CODE -> text.getStyleClass().add("mono");
                    default -> {}
                }
                flow.getChildren().add(text);
            }
        }
        return flow;
    }
}
