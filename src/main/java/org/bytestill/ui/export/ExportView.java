package org.bytestill.ui.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.bytestill.config.RunConfig.Precision;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Poller;
import org.bytestill.ui.common.Screen;
import org.bytestill.ui.common.SystemFilePicker;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Texts;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.export.ExportViewModel.Content;
import org.bytestill.ui.export.ExportViewModel.Drive;
import org.bytestill.ui.export.ExportViewModel.Phase;
import org.bytestill.ui.export.ExportViewModel.Written;
import org.controlsfx.control.SegmentedButton;

/** Left what is exported, in the middle where to, right the proof; below the one button that does it. */
public final class ExportView implements Screen {
    private static final double NARROW = 1200;
    private static final Duration LOOK = Duration.seconds(2);

    private final Texts texts = Texts.of("export");
    private final Theme theme;
    private final FilePicker files;
    private final ExportViewModel model;
    private final CheckpointList list;
    private final VBox node = new VBox();
    private final Label size = Ui.text("", "mono", "c12");
    private final Label obstacle = Ui.wrap("", "c12", "danger");
    private final CanvasPicture drive;
    private final Label summary = Ui.value("", "med");
    private final Label command = Ui.id(Ui.wrap("", "mono", "c11", "muted"), "export-command");
    private final Button export;
    private final VBox written = new VBox();
    private final Poller poller;

    public ExportView(Engine engine, Theme theme, Tasks tasks) {
        this(engine, theme, tasks, null);
    }

    /** With answers to questions for folders from elsewhere than the system's dialogs, if {@code givenFiles} is not null. */
    ExportView(Engine engine, Theme theme, Tasks tasks, FilePicker givenFiles) {
        this.theme = theme;
        files = givenFiles == null ? new SystemFilePicker(() -> node.getScene().getWindow()) : givenFiles;
        model = new ExportViewModel(engine, tasks, Platform::runLater);
        list = new CheckpointList(model, texts);
        drive = Ui.id(new CanvasPicture(theme, 400, 40, "", this::drawDrive), "export-drive");
        export = Ui.id(Ui.button(texts.get("export"), "mdi2e-export-variant", model::export, "accent"), "export-start");
        node.setId("export");
        HBox body = Ui.pad(new HBox(8), 8, 16, 8, 16);
        Region left = panels(checkpoints(), card());
        Region middle = panels(target(), place(), commandPanel());
        Region right = panels(proof(), files());
        body.getChildren().addAll(left, Ui.grow(middle), right);
        middle.setMinWidth(1);
        middle.setPrefWidth(1);
        node.widthProperty().addListener((observable, before, now) -> fit(now.doubleValue() < NARROW, body, left, right));
        fit(false, body, left, right);
        node.getChildren().addAll(Ui.grow(body), foot());
        poller = new Poller(node, LOOK, model::refresh);
        for (Observable part : List.of(model.checkpointProperty(), model.precisionProperty(), model.contentProperty(), model.targetProperty(),
                model.parametersProperty(), model.statusProperty(), model.placeProperty())) {
            part.addListener(changed -> show());
        }
        model.writtenProperty().addListener(changed -> showWritten());
        show();
        showWritten();
    }

    ExportViewModel model() {
        return model;
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public void show(Run run) {
        model.show(run);
        poller.start();
        show();
    }

    /** An export that is under way goes on. */
    @Override
    public void hide() {
        poller.stop();
    }

    private static void fit(boolean narrow, HBox body, Region left, Region right) {
        Ui.pad(body, 8, narrow ? 8 : 16, 8, narrow ? 8 : 16);
        Ui.size(left, narrow ? 304 : 408, 0);
        Ui.size(right, narrow ? 344 : 528, 0);
    }

    /** Panels below each other, the last one down to the foot; scrolls where the window is too low. */
    private static Region panels(Region... panels) {
        VBox column = Ui.column(8, panels);
        VBox.setVgrow(panels[panels.length - 1], Priority.ALWAYS);
        ScrollPane scroll = new ScrollPane(column);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        for (Region panel : panels) {
            panel.setMinHeight(Region.USE_PREF_SIZE);
        }
        return scroll;
    }

    private Region checkpoints() {
        return Ui.panel(texts.get("checkpoint"), Ui.text(texts.get("checkpoint.about"), "c11", "faint"), Ui.pad(list, 0, 0, 8, 0));
    }

    private Region card() {
        VBox facts = Ui.pad(Ui.column(0), 0, 12, 12, 12);
        model.checkpointProperty().addListener((observable, before, now) -> facts.getChildren().setAll(list.facts(now)));
        facts.getChildren().setAll(list.facts(null));
        return Ui.panel(texts.get("chosen"), null, facts);
    }

    private Region target() {
        Label title = Ui.text(texts.get("target.hf"), "med");
        Label about = Ui.wrap(texts.get("target.hf.about"), "c12", "muted");
        VBox words = Ui.column(2, title, about);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = Ui.style(Ui.row(8, Ui.icon("mdi2f-folder-outline", "accent"), words, size), "target", "on");
        SegmentedButton precision = Ui.id(Ui.segments(0, texts.get("precision.float32"), texts.get("precision.bfloat16")),
                "export-precision");
        precision.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now != null) {
                model.precisionProperty().set(Precision.values()[(int) ((ToggleButton) now).getUserData()]);
            }
        });
        SegmentedButton content = Ui.id(Ui.segments(0, texts.get("content.hf"), texts.get("content.adapter")), "export-content");
        content.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now != null) {
                model.contentProperty().set(Content.values()[(int) ((ToggleButton) now).getUserData()]);
            }
        });
        HBox contents = Ui.pad(Ui.row(12, Ui.text(texts.get("content"), "c12", "muted"), content,
                Ui.wrap(texts.get("content.about"), "c11", "muted")), 12, 12, 0, 12);
        Runnable fitContent = () -> {
            boolean adapter = model.hasAdapter() && model.contentProperty().get() == Content.ADAPTER;
            title.setText(texts.get(adapter ? "target.adapter" : "target.hf"));
            about.setText(texts.get(adapter ? "target.adapter.about" : "target.hf.about"));
            content.getButtons().get(model.contentProperty().get().ordinal()).setSelected(true);
            precision.setDisable(adapter);
            Ui.show(contents, model.hasAdapter());
        };
        model.contentProperty().addListener(changed -> fitContent.run());
        model.checkpointProperty().addListener(changed -> fitContent.run());
        fitContent.run();
        HBox choice = Ui.pad(Ui.row(12, Ui.text(texts.get("precision"), "c12", "muted"), precision,
                Ui.wrap(texts.get("precision.about"), "c11", "muted")), 12, 12, 12, 12);
        return Ui.panel(texts.get("target"), Ui.text(texts.get("target.about"), "c11", "faint"), new VBox(row, contents, choice));
    }

    private Region place() {
        TextField field = Ui.id(new TextField(), "export-target");
        field.setAccessibleText(texts.get("folder"));
        field.textProperty().bindBidirectional(model.targetProperty());
        field.textProperty().addListener((observable, before, now) -> {
            if (!field.isFocused()) {
                Platform.runLater(field::end);
            }
        });
        field.widthProperty().addListener((observable, before, now) -> Platform.runLater(field::end));
        HBox line = Ui.row(8, Ui.grow(field), Ui.id(Ui.button(texts.get("browse"), "mdi2f-folder-outline", this::browse, "field"),
                "export-browse"));
        Ui.size(drive, 0, 40);
        obstacle.setId("export-obstacle");
        return Ui.panel(texts.get("folder"), null, Ui.pad(Ui.column(8, line, obstacle, drive), 0, 12, 12, 12));
    }

    private void browse() {
        files.folder(texts.get("folder"), Path.of(System.getProperty("user.home"))).ifPresent(model::chooseParent);
    }

    private Region commandPanel() {
        Button copy = Ui.button(texts.get("copy"), "mdi2c-content-copy",
                () -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, command.getText())), "small");
        return Ui.panel(texts.get("command"), copy, Ui.pad(new VBox(command), 0, 12, 12, 12));
    }

    private Region proof() {
        return Ui.panel(texts.get("proof"), null, new ProofPane(model, texts));
    }

    private Region files() {
        return Ui.panel(texts.get("written"), null, Ui.pad(written, 0, 12, 12, 12));
    }

    private Node foot() {
        HBox foot = Ui.style(Ui.row(12, summary, Ui.text(texts.get("background"), "c12", "muted"), Ui.space(), export), "foot");
        summary.setMinWidth(120);
        return foot;
    }

    // --- what changes

    private void show() {
        String against = model.obstacle();
        if (model.isPlaceKnown() || !against.isEmpty()) { // else what was said stays for the moment in which the disk is asked
            showObstacle(against);
        }
        size.setText(model.sizeBytes() == 0 ? "" : texts.get("about", Format.size(model.sizeBytes())));
        command.setText(model.commandLine());
        summary.setText(model.checkpointProperty().get() == null ? texts.get("summary.none")
                : texts.get("summary", Format.count(model.checkpointProperty().get().update()), model.writtenPrecision().word(),
                        size.getText().isEmpty() ? "" : ", " + size.getText()));
        String space = model.drive().map(d -> texts.get("drive.summary", Format.size(d.free()), Format.size(d.total())))
                .orElse(texts.get("drive.unknown"));
        drive.setSummary(space);
        drive.redraw();
    }

    private void showObstacle(String against) {
        // What was just written there is no obstacle worth a red line.
        boolean justDone = model.statusProperty().get().phase() == Phase.DONE && model.statusProperty().get().report().proof().proven()
                && against.equals(texts.get("obstacle.exists"));
        obstacle.setText(justDone ? texts.get("obstacle.done") : against);
        obstacle.getStyleClass().removeAll("muted", "danger");
        obstacle.getStyleClass().add(justDone ? "muted" : "danger");
        Ui.show(obstacle, !against.isEmpty());
        export.setDisable(!against.isEmpty() || model.statusProperty().get().phase() == Phase.RUNNING);
    }

    private void showWritten() {
        written.getChildren().clear();
        Written found = model.writtenProperty().get();
        if (!found.problem().isEmpty()) {
            written.getChildren().add(Ui.wrap(texts.get("written.gone", found.problem()), "c12", "danger"));
        } else if (found.sizes().isEmpty()) {
            written.getChildren().add(Ui.wrap(texts.get("written.none"), "c12", "muted"));
        } else {
            found.sizes().forEach((name, bytes) -> written.getChildren().add(row(name, Format.size(bytes).toString())));
        }
    }

    private static HBox row(String name, String size) {
        HBox row = Ui.row(8, Ui.value(name, "mono", "c12"), Ui.space(), Ui.text(size, "mono", "c12", "muted"));
        row.setMinHeight(24);
        return row;
    }

    private void drawDrive(Painter pen, double width, double height) {
        Drive room = model.drive().orElse(null);
        pen.fill(ThemeColor.INSET, 0, 4, width, 12);
        if (room != null && room.total() > 0) {
            double used = 1 - room.free() / (double) room.total();
            double needed = Math.min(1 - used, model.sizeBytes() / (double) room.total());
            pen.fill(ThemeColor.GHOST, 0, 4, width * used, 12);
            if (needed > 0) {
                pen.fill(ThemeColor.ACCENT, width * used + 1, 4, Math.max(2, width * needed), 12);
            }
            pen.text(texts.get("drive.free", Format.size(room.free()), Format.size(room.total())), width, 30, Typeface.UI, 11, ThemeColor.MUTED,
                    Painter.Align.RIGHT);
            pen.fill(ThemeColor.GHOST, 0, 25, 10, 10).text(texts.get("drive.used"), 16, 30, Typeface.UI, 11, ThemeColor.MUTED, Painter.Align.LEFT);
            pen.fill(ThemeColor.ACCENT, 64, 25, 10, 10).text(texts.get("drive.this"), 80, 30, Typeface.UI, 11, ThemeColor.MUTED, Painter.Align.LEFT);
        }
        pen.box(ThemeColor.LINE_STRONG, 0, 4, width, 12, 1);
    }
}
