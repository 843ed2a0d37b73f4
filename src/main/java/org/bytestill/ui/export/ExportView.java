package org.bytestill.ui.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.FolderOpener;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Poller;
import org.bytestill.ui.common.Screen;
import org.bytestill.ui.common.SystemFilePicker;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.export.ExportJobs.Phase;
import org.bytestill.util.Texts;

/** Left what is exported, in the middle as what and where to, right the proof; below the one button that does it. */
public final class ExportView implements Screen {
    private static final double NARROW = 1200;
    private static final Duration LOOK = Duration.seconds(2);

    private final Texts texts = Texts.of("export");
    private final ExportViewModel model;
    private final VBox node = new VBox();
    private final TargetPane target;
    private final Label summary = Ui.value("", "med");
    private final Label background = Ui.id(Ui.text("", "c12", "muted"), "export-background");
    private final Label command = Ui.id(Ui.wrap("", "mono", "c11", "muted"), "export-command");
    private final Button export;
    private final Poller poller;

    public ExportView(Engine engine, Theme theme, Tasks tasks) {
        this(engine, theme, tasks, null, (folder, failed) -> FolderOpener.show(folder, tasks, failed));
    }

    /**
     * @param givenFiles  answers to questions for folders; null for the system's dialogs
     * @param fileManager shows a folder; tells its second argument if it cannot
     */
    ExportView(Engine engine, Theme theme, Tasks tasks, FilePicker givenFiles, BiConsumer<Path, Consumer<Throwable>> fileManager) {
        FilePicker files = givenFiles == null ? new SystemFilePicker(() -> node.getScene().getWindow()) : givenFiles;
        model = new ExportViewModel(engine, tasks, Platform::runLater);
        target = new TargetPane(model, texts, theme, files);
        export = Ui.id(Ui.button(texts.get("export"), "mdi2e-export-variant", model::export, "accent"), "export-start");
        node.setId("export");
        CheckpointList list = new CheckpointList(model, texts);
        HBox body = Ui.pad(new HBox(8), 8, 16, 8, 16);
        Region left = panels(checkpoints(list), card(list));
        Region middle = panels(format(), Ui.panel(texts.get("folder"), null, target),
                Ui.panel(texts.get("card"), null, new CardPane(model.card(), texts)), commandPanel());
        Region right = panels(Ui.panel(texts.get("proof"), null, new ProofPane(model, texts)),
                Ui.panel(texts.get("written"), null, new WrittenPane(model, texts, fileManager)),
                Ui.panel(texts.get("earlier"), null, new EarlierPane(model.earlier(), model.compared(), texts, fileManager)));
        body.getChildren().addAll(left, Ui.grow(middle), right);
        middle.setMinWidth(1);
        middle.setPrefWidth(1);
        node.widthProperty().addListener((observable, before, now) -> fit(now.doubleValue() < NARROW, body, left, right));
        fit(false, body, left, right);
        node.getChildren().addAll(Ui.grow(body), foot());
        poller = new Poller(node, LOOK, model::refresh);
        for (Observable part : List.of(model.checkpoints().chosenProperty(), model.formats().picksProperty(),
                model.card().licenceProperty(), model.card().languagesProperty(), model.card().useProperty(), model.formats().answered(),
                model.target().textProperty(), model.target().answered(),
                model.statusProperty(), model.trainingProperty())) {
            part.addListener(changed -> show());
        }
        show();
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

    private Region checkpoints(CheckpointList list) {
        return Ui.panel(texts.get("checkpoint"), Ui.text(texts.get("checkpoint.about"), "c11", "faint"), Ui.pad(list, 0, 0, 8, 0));
    }

    private Region card(CheckpointList list) {
        VBox facts = Ui.pad(Ui.column(0), 0, 12, 12, 12);
        model.checkpoints().chosenProperty().addListener((observable, before, now) -> facts.getChildren().setAll(list.facts(now)));
        facts.getChildren().setAll(list.facts(null));
        return Ui.panel(texts.get("chosen"), null, facts);
    }

    private Region format() {
        return Ui.panel(texts.get("format"), Ui.text(texts.get("format.about"), "c11", "faint"), new FormatPane(model.formats(), texts));
    }

    private Region commandPanel() {
        Button copy = Ui.button(texts.get("copy"), "mdi2c-content-copy",
                () -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, command.getText())), "small");
        return Ui.panel(texts.get("command"), copy, Ui.pad(new VBox(command), 0, 12, 12, 12));
    }

    private Node foot() {
        HBox foot = Ui.style(Ui.row(12, summary, background, Ui.space(), export), "foot");
        summary.setMinWidth(120);
        return foot;
    }

    private void show() {
        target.show();
        if (model.isPlaceKnown() || !model.obstacle().isEmpty()) { // else the button stays for the moment in which the disk is asked
            export.setDisable(!model.obstacle().isEmpty() || model.statusProperty().get().phase() == Phase.RUNNING);
        }
        command.setText(model.commandLine());
        summary.setText(model.choice().map(this::summary).orElse(texts.get("summary.none")));
        // Where the window is low, the folder and what is wrong with it are out of sight.
        background.setText(!model.refusal().isEmpty() ? model.refusal()
                : texts.get(model.trainingProperty().get() ? "background.training" : "background"));
    }

    private String summary(ExportChoice choice) {
        long bytes = model.formats().sizeBytes();
        String size = bytes == 0 ? "" : ", " + texts.get("about", Format.size(bytes));
        int formats = model.formats().picks().size();
        return formats > 1 ? texts.get("summary.several", Format.count(choice.update()), formats, size)
                : texts.get("summary", Format.count(choice.update()), choice.format().label(), choice.type().word(), size);
    }
}
