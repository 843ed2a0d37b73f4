package org.bytestill.ui.tryit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/**
 * One answer as it is written, in texts that can be clicked, and the command that gives the same.
 *
 * @param <P> a piece of the answer
 */
abstract class AnswerPane<P> extends VBox {
    private final TryViewModel model;
    private final Voice voice;
    private final TextFlow flow;
    private final ObservableList<String> turns;
    private final VBox earlier = Ui.column(4);
    private final ScrollPane scroll;
    private final Label note;
    private final Label name;
    private final Label command;
    /** For each text the number of pieces up to its end. */
    private final List<Integer> ends = new ArrayList<>();

    /** @param turns what was said before, by turns */
    AnswerPane(TryViewModel model, Voice voice, Writing<P> writing, ObservableList<String> turns) {
        Texts texts = Texts.of("tryit");
        this.model = model;
        this.voice = voice;
        this.turns = turns;
        flow = Ui.id(Ui.style(new TextFlow(), "spoken-text"), "tryit-text-" + voice.key());
        flow.setFocusTraversable(true);
        flow.setAccessibleText(texts.get("answer." + voice.key()));
        flow.addEventHandler(KeyEvent.KEY_PRESSED, this::move);
        note = Ui.id(Ui.wrap("", "c12", "muted"), "tryit-note-" + voice.key());
        name = Ui.value("", "c12", "muted");
        command = Ui.id(Ui.value("", "mono", "c11", "faint"), "tryit-command-" + voice.key());
        scroll = new ScrollPane(Ui.pad(Ui.column(8, Ui.id(earlier, "tryit-earlier-" + voice.key()), flow), 8, 12, 8, 12));
        scroll.setFitToWidth(true);
        scroll.setMinHeight(60);
        scroll.setFocusTraversable(false);
        HBox head = Ui.style(Ui.row(8, Ui.text(texts.get("answer." + voice.key()), "semi", "c12", voice.key()), Ui.grow(name)), "head");
        HBox foot = Ui.pad(Ui.row(4, Ui.grow(command), Ui.id(Ui.iconButton("mdi2c-content-copy", texts.get("copy"), this::copy),
                "tryit-copy-" + voice.key())), 0, 4, 0, 12);
        command.setMaxWidth(Double.MAX_VALUE);
        setId("tryit-answer-" + voice.key());
        getStyleClass().add("panel");
        getChildren().addAll(head, Ui.rule(), Ui.grow(scroll), Ui.pad(Ui.column(0, note), 4, 12, 4, 12), Ui.rule(), foot);
        note.textProperty().bind(writing.noteProperty());
        note.textProperty().addListener(change -> Ui.show(note, !note.getText().isEmpty()));
        writing.stateProperty().addListener((observable, before, now) -> mark(now));
        writing.pieces().addListener((ListChangeListener<P>) change -> show(writing.pieces()));
        turns.addListener((ListChangeListener<String>) change -> showEarlier());
        showEarlier();
        model.chosenProperty().addListener((observable, before, now) -> {
            mark(before, false);
            mark(now, true);
        });
        Ui.show(note, false);
    }

    /**
     * The text of pieces that belong together.
     *
     * @param pieces those that came after the last text
     * @return nothing while more of them must come
     */
    abstract Optional<Text> text(List<P> pieces);

    /** Who writes, after anything that it holds has changed. */
    abstract String writers();

    private void mark(Writing.State state) {
        note.getStyleClass().remove("danger");
        if (state == Writing.State.FAILED) {
            note.getStyleClass().add("danger");
        }
    }

    private void mark(TryViewModel.Chosen piece, boolean isChosen) {
        if (piece == null || piece.voice() != voice) {
            return;
        }
        for (int at = 0; at < ends.size(); at++) {
            if (piece.at() < ends.get(at)) {
                List<String> styles = flow.getChildren().get(at).getStyleClass();
                styles.remove("chosen");
                if (isChosen) {
                    styles.add("chosen");
                }
                return;
            }
        }
    }

    /** What was said before: the user's messages marked, the answers as they were. */
    private void showEarlier() {
        earlier.getChildren().clear();
        for (int turn = 0; turn < turns.size(); turn++) {
            earlier.getChildren()
                    .add(turn % 2 == 0 ? Ui.style(Ui.wrap(turns.get(turn), "c12", "muted"), "said") : Ui.wrap(turns.get(turn)));
        }
        Ui.show(earlier, !turns.isEmpty());
    }

    /** Pieces only come behind others, or all go. */
    private void show(List<P> pieces) {
        if (pieces.isEmpty()) {
            flow.getChildren().clear();
            ends.clear();
        }
        int shown = ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
        for (int end = shown + 1; end <= pieces.size(); end++) {
            int first = shown;
            Optional<Text> text = text(pieces.subList(first, end));
            if (text.isPresent()) {
                text.get().setOnMouseClicked(event -> {
                    flow.requestFocus();
                    model.choose(voice, first);
                });
                flow.getChildren().add(text.get());
                ends.add(end);
                shown = end;
            }
        }
        scroll.layout();
        scroll.setVvalue(1);
    }

    /** Made when it is pointed at: an answer has hundreds of texts, and most are never asked. */
    static void tellWhenPointedAt(Text text, Supplier<String> words) {
        text.setOnMouseEntered(event -> {
            if (text.getUserData() == null) {
                Tooltip tooltip = Ui.tooltip(words.get());
                text.setUserData(tooltip);
                Tooltip.install(text, tooltip);
            }
        });
    }

    private void move(KeyEvent event) {
        int step = event.getCode() == KeyCode.LEFT ? -1 : event.getCode() == KeyCode.RIGHT ? 1 : 0;
        if (step != 0) {
            TryViewModel.Chosen now = model.chosenProperty().get();
            model.choose(voice, now == null || now.voice() != voice ? 0 : now.at() + step);
            event.consume();
        }
    }

    /** Who writes and the command, after anything that they hold has changed. */
    void describe() {
        name.setText(writers());
        command.setText(model.command(voice).replace("\n", "\\n"));
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(model.command(voice));
        Clipboard.getSystemClipboard().setContent(content);
    }
}
