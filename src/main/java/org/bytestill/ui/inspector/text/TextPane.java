package org.bytestill.ui.inspector.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.bytestill.engine.run.BatchDocument;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.ErrorDialog;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.state.ByteText;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.LongText;
import org.bytestill.ui.inspector.state.SampleText;
import org.bytestill.util.Texts;

/** The text that is looked at: typed, pasted, opened or dropped. Short text is analysed as soon as the keyboard rests. */
public final class TextPane extends VBox {
    /** Longer text waits for Analyse: it takes more than a moment. */
    private static final int AT_ONCE = 2048;
    /** Bytes of a document that name it in a menu. */
    private static final int BEGINNING = 40;
    private static final Duration REST = Duration.millis(500);

    private final InspectorViewModel model;
    private final Texts texts;
    private final FilePicker files;
    private final TextArea area = Ui.id(new ByteArea(), "inspector-text");
    private final Label size = Ui.id(Ui.value("", "c11", "muted"), "inspector-size");
    private final PauseTransition rest = new PauseTransition(REST);
    private final MenuButton batch = Ui.id(Ui.style(new MenuButton(), "model-menu"), "inspector-batch");
    private boolean filling;

    /** {@code samples} are files whose beginning may be looked at. */
    public TextPane(InspectorViewModel model, Texts texts, FilePicker files, List<SampleText> samples) {
        super(8);
        this.model = model;
        this.texts = texts;
        this.files = files;
        Ui.pad(this, 0, 12, 12, 12);
        area.setWrapText(true);
        area.setPromptText(texts.get("text.prompt"));
        area.setAccessibleText(texts.get("text"));
        area.textProperty().addListener((observable, before, now) -> typed(now));
        area.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
                event.consume();
                model.inspect();
            }
        });
        acceptDrops();
        rest.setOnFinished(event -> model.inspectIfNew());
        MenuButton sample = Ui.id(Ui.style(new MenuButton(texts.get("text.sample")), "model-menu"), "inspector-sample");
        for (SampleText text : samples) {
            MenuItem item = new MenuItem(text.name());
            item.setOnAction(event -> model.textProperty().set(text.bytes()));
            sample.getItems().add(item);
        }
        sample.setMinWidth(USE_PREF_SIZE);
        Ui.show(batch, false);
        Button earlier = Ui.id(Ui.iconButton("mdi2c-chevron-left", texts.get("text.piece.earlier"), () -> look(piece().previous())),
                "inspector-piece-earlier");
        Button later = Ui.id(Ui.iconButton("mdi2c-chevron-right", texts.get("text.piece.later"), () -> look(piece().next())),
                "inspector-piece-later");
        HBox parts = Ui.row(0, earlier, later);
        Ui.show(parts, false);
        model.pieceProperty().addListener((observable, before, now) -> {
            Ui.show(parts, now != null);
            if (now != null) {
                earlier.setDisable(now.isFirst());
                later.setDisable(now.isLast());
                size.setText(texts.get("text.piece", kibibytes(now.start()), kibibytes(now.end()), kibibytes(now.of().bytes().length)));
            }
        });
        HBox foot = Ui.row(8, batch,
                Ui.id(Ui.button(texts.get("text.open"), "mdi2f-folder-outline", this::open, "small"), "inspector-open"),
                sample, Ui.space(), parts, size);
        Label stale = Ui.id(Ui.wrap(texts.get("text.stale"), "c11", "warn"), "inspector-stale");
        Ui.show(stale, false);
        Ui.whenAny(() -> Ui.show(stale, model.showsOlderText(AT_ONCE)), model.textProperty(), model.analysisProperty(),
                model.statusProperty());
        getChildren().addAll(Ui.grow(area), stale, foot);
        model.textProperty().addListener((observable, before, now) -> filled(now));
        filled(model.textProperty().get());
    }

    /** Offers the documents of an update and looks at the first. */
    public void showBatch(int update, List<BatchDocument> documents) {
        batch.setText(texts.get("text.batch", Format.count(update)));
        batch.getItems().clear();
        for (int index = 0; index < documents.size(); index++) {
            BatchDocument document = documents.get(index);
            String beginning = ByteText.show(java.util.Arrays.copyOf(document.bytes(), Math.min(BEGINNING, document.bytes().length)))
                    .replace("\n", "↵");
            MenuItem item = new MenuItem(texts.get("text.batch.document", index + 1, beginning));
            item.setMnemonicParsing(false);
            item.setOnAction(event -> look(document));
            batch.getItems().add(item);
        }
        Ui.show(batch, !documents.isEmpty());
        if (!documents.isEmpty()) {
            look(documents.get(0));
        }
    }

    /** Another run is looked at: the batch was not its. */
    public void forgetBatch() {
        batch.getItems().clear();
        Ui.show(batch, false);
    }

    private void look(LongText.Piece piece) {
        model.look(piece);
        model.inspect();
    }

    private static String kibibytes(int bytes) {
        return Format.count(Math.round(bytes / 1024.0));
    }

    private LongText.Piece piece() {
        return model.pieceProperty().get();
    }

    private void look(BatchDocument document) {
        model.textProperty().set(document.bytes());
        model.inspect();
        model.say(texts.get("text.batch.from", document.id()));
    }

    private void typed(String text) {
        if (filling) {
            return;
        }
        byte[] bytes = ByteText.read(text);
        // The piece of what is too long takes its place in the box.
        filling = bytes.length <= InspectorViewModel.LONGEST_TEXT;
        model.setText(bytes);
        filling = false;
    }

    private void filled(byte[] text) {
        size.setText(text.length > InspectorViewModel.LONGEST_TEXT
                ? texts.get("text.long", Format.count(text.length), Format.count(InspectorViewModel.LONGEST_TEXT))
                : texts.get("text.size", Format.count(text.length)));
        size.getStyleClass().removeAll("muted", "danger");
        size.getStyleClass().add(text.length > InspectorViewModel.LONGEST_TEXT ? "danger" : "muted");
        if (!filling) {
            filling = true;
            area.setText(ByteText.show(text));
            filling = false;
        }
        rest.stop();
        if (text.length > 0 && text.length <= AT_ONCE) {
            rest.playFromStart();
        }
    }

    private void open() {
        files.files(texts.get("text.open.title"), Path.of(System.getProperty("user.home"))).stream().findFirst().ifPresent(this::open);
    }

    private void open(Path file) {
        try {
            model.open(file);
        } catch (UserError e) {
            ErrorDialog.show(getScene().getWindow(), e);
        }
    }

    private void acceptDrops() {
        area.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles() || event.getDragboard().hasString()) {
                event.acceptTransferModes(TransferMode.COPY);
                event.consume();
            }
        });
        area.setOnDragDropped(event -> {
            if (event.getDragboard().hasFiles()) {
                open(event.getDragboard().getFiles().get(0).toPath());
            } else if (event.getDragboard().hasString()) {
                model.setText(ByteText.read(event.getDragboard().getString()));
            } else {
                return;
            }
            event.setDropCompleted(true);
            event.consume();
        });
    }

    /** A text box that takes every byte of what is pasted: JavaFX's own would make one character of the two that end a line on Windows. */
    private static final class ByteArea extends TextArea {
        @Override
        public void paste() {
            String text = Clipboard.getSystemClipboard().getString();
            if (text == null || text.indexOf('\r') < 0) {
                super.paste();
            } else {
                replaceSelection(ByteText.show(text.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** Nothing is asked any more for what was typed last. */
    public void stop() {
        rest.stop();
    }
}
