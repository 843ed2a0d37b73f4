package org.bytestill.ui.config;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.property.DoubleProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Screen;
import org.bytestill.ui.common.TableColumns;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** The Config tab: every value with its badge, only the changed ones, the file, or what run.json records of the run. */
public final class ConfigView implements Screen {
    private static final double ROOMY = 1200;
    private static final double SCROLL_BAR = 18;

    private final Texts texts = Texts.of("config");
    private final TableView<ConfigLine> table = new TableView<>();
    private final TextArea yaml = new TextArea();
    private final StackPane body = new StackPane();
    private final Label folder = Ui.value("", "c12", "muted");
    private final SegmentedButton pages = Ui.segments(0, texts.get("page.all"), texts.get("page.changed", 0), texts.get("page.yaml"),
            texts.get("page.record"));
    private final TableColumn<ConfigLine, ConfigLine> help = column("help", 400, line -> wrapped(line.help()));
    private final RecordTable record = new RecordTable();
    private final VBox root;
    private ConfigViewModel model;
    private Path shown;

    public ConfigView() {
        pages.getButtons().forEach(button -> button.setOnAction(event -> update()));
        table.setId("config");
        table.getStyleClass().add("config-table");
        table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
        table.getColumns().addAll(List.of(column("key", 264, line -> Ui.value(line.path(), "mono", "c12")),
                column("value", 264, line -> Ui.value(shown(line.value()), line.isChanged() ? "mono-med" : "mono", "c12")),
                column("badge", 184, this::badge), help));
        table.widthProperty().addListener((observable, before, now) -> fitColumns(now.doubleValue()));
        help.widthProperty().addListener(change -> table.refresh());
        yaml.setEditable(false);
        yaml.getStyleClass().addAll("mono", "c12", "file");
        HBox top = Ui.row(16, Ui.text(texts.get("title"), "semi", "c20"), pages, Ui.grow(folder),
                Ui.button(texts.get("copy"), "mdi2c-content-copy", this::copy));
        folder.setMaxWidth(Double.MAX_VALUE);
        root = Ui.pad(Ui.column(12, top, Ui.grow(Ui.style(new VBox(Ui.grow(body)), "panel"))), 16, 16, 16, 16);
    }

    /** In a narrow window the meaning keeps enough room for its lines. */
    private void fitColumns(double width) {
        boolean narrow = width < ROOMY;
        double key = narrow ? 208 : 264;
        double badge = narrow ? 152 : 184;
        table.getColumns().get(0).setPrefWidth(key);
        table.getColumns().get(1).setPrefWidth(key);
        table.getColumns().get(2).setPrefWidth(badge);
        help.setPrefWidth(Math.max(240, width - 2 * key - badge - SCROLL_BAR));
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void show(Run run) {
        model = new ConfigViewModel(run.config());
        shown = run.folder();
        folder.setText(run.folder().toString());
        pages.getButtons().get(1).setText(texts.get("page.changed", model.changes()));
        update();
    }

    @Override
    public void hide() {
        // Nothing runs here: the configuration of a run does not change.
    }

    private void update() {
        int page = pages.getButtons().stream().filter(ToggleButton::isSelected)
                .mapToInt(button -> (int) button.getUserData()).findFirst().orElse(0);
        if (page == 3) {
            readRecord();
            body.getChildren().setAll(record);
        } else if (page == 2) {
            yaml.setText(model.yaml());
            body.getChildren().setAll(yaml);
        } else {
            table.getItems().setAll(model.lines(page == 1));
            body.getChildren().setAll(table);
        }
    }

    /** The record is read anew each time, elsewhere: while the run goes on it grows. */
    private void readRecord() {
        Path folder = shown;
        CompletableFuture.supplyAsync(() -> ConfigViewModel.record(folder)).whenComplete((lines, thrown) -> Platform.runLater(() -> {
            if (folder.equals(shown)) {
                record.show(lines, thrown == null ? texts.get("record.none") : FailureText.of(thrown));
            }
        }));
    }

    /** The meaning takes the lines it needs. */
    private Node wrapped(String words) {
        Label label = Ui.wrap(words, "c12", "muted");
        // A row asks how high its cells are without saying how wide: in the least width.
        for (DoubleProperty width : List.of(label.minWidthProperty(), label.prefWidthProperty(), label.maxWidthProperty())) {
            width.bind(help.widthProperty().subtract(26));
        }
        return Ui.pad(new VBox(label), 4, 0, 4, 0);
    }

    private Node badge(ConfigLine line) {
        if (!line.isChanged()) {
            return Ui.style(Ui.text(texts.get("badge.default")), "badge");
        }
        return Ui.row(8, Ui.style(Ui.text(texts.get("badge.changed")), "badge", "changed"),
                Ui.value(texts.get("badge.was", shown(line.defaultValue())), "c11", "faint"));
    }

    /** An empty text is nothing to look at. */
    private static String shown(String value) {
        return value.isEmpty() || value.equals("[]") ? Format.NOTHING : value;
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(model.yaml());
        Clipboard.getSystemClipboard().setContent(content);
    }

    private TableColumn<ConfigLine, ConfigLine> column(String key, double width, Function<ConfigLine, Node> content) {
        return TableColumns.of(texts.get("column." + key), width, content);
    }
}
