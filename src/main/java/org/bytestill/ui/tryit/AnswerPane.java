package org.bytestill.ui.tryit;

import java.util.List;
import javafx.collections.ListChangeListener;
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
import org.bytestill.engine.job.SpokenToken;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** One answer as it is written, a token a node that can be clicked, and the command that gives the same. */
final class AnswerPane extends VBox {
    private static final String UNFINISHED = "▯";

    private final Texts texts = Texts.of("tryit");
    private final TryViewModel model;
    private final Side side;
    private final TextFlow flow;
    private final VBox earlier;
    private final ScrollPane scroll;
    private final Label note;
    private final Label name;
    private final Label command;

    AnswerPane(TryViewModel model, Side side) {
        this.model = model;
        this.side = side;
        flow = Ui.id(Ui.style(new TextFlow(), "spoken-text"), "tryit-text-" + side.key());
        flow.setFocusTraversable(true);
        flow.setAccessibleText(texts.get("answer." + side.key()));
        flow.addEventHandler(KeyEvent.KEY_PRESSED, this::move);
        note = Ui.id(Ui.wrap("", "c12", "muted"), "tryit-note-" + side.key());
        name = Ui.value("", "c12", "muted");
        command = Ui.id(Ui.value("", "mono", "c11", "faint"), "tryit-command-" + side.key());
        earlier = Ui.id(Ui.column(4), "tryit-earlier-" + side.key());
        scroll = new ScrollPane(Ui.pad(Ui.column(8, earlier, flow), 8, 12, 8, 12));
        scroll.setFitToWidth(true);
        scroll.setMinHeight(60);
        scroll.setFocusTraversable(false);
        HBox head = Ui.style(Ui.row(8, Ui.text(texts.get("answer." + side.key()), "semi", "c12", side.key()), Ui.grow(name)), "head");
        HBox foot = Ui.pad(Ui.row(4, Ui.grow(command), Ui.id(Ui.iconButton("mdi2c-content-copy", texts.get("copy"), this::copy),
                "tryit-copy-" + side.key())), 0, 4, 0, 12);
        command.setMaxWidth(Double.MAX_VALUE);
        getStyleClass().add("panel");
        getChildren().addAll(head, Ui.rule(), Ui.grow(scroll), Ui.pad(Ui.column(0, note), 4, 12, 4, 12), Ui.rule(), foot);
        Answer answer = model.answer(side);
        note.textProperty().bind(answer.noteProperty());
        note.textProperty().addListener(change -> Ui.show(note, !note.getText().isEmpty()));
        answer.stateProperty().addListener((observable, before, now) -> mark(now));
        answer.tokens().addListener((ListChangeListener<SpokenToken>) change -> show(answer.tokens()));
        model.earlier(side).addListener((ListChangeListener<String>) change -> showEarlier());
        showEarlier();
        model.chosenProperty().addListener((observable, before, now) -> {
            mark(before, false);
            mark(now, true);
        });
        Ui.show(note, false);
    }

    private void mark(Answer.State state) {
        note.getStyleClass().remove("danger");
        if (state == Answer.State.FAILED) {
            note.getStyleClass().add("danger");
        }
    }

    private void mark(TryViewModel.Chosen token, boolean isChosen) {
        if (token == null || token.side() != side || token.token() >= flow.getChildren().size()) {
            return;
        }
        List<String> styles = flow.getChildren().get(token.token()).getStyleClass();
        styles.remove("chosen");
        if (isChosen) {
            styles.add("chosen");
        }
    }

    /** What was said before: the user's messages marked, the model's answers as they were. */
    private void showEarlier() {
        List<String> turns = model.earlier(side);
        earlier.getChildren().clear();
        for (int turn = 0; turn < turns.size(); turn++) {
            earlier.getChildren()
                    .add(turn % 2 == 0 ? Ui.style(Ui.wrap(turns.get(turn), "c12", "muted"), "said") : Ui.wrap(turns.get(turn)));
        }
        Ui.show(earlier, !turns.isEmpty());
    }

    /** Tokens only come behind others, or all go. */
    private void show(List<SpokenToken> tokens) {
        if (tokens.isEmpty()) {
            flow.getChildren().clear();
        }
        for (int at = flow.getChildren().size(); at < tokens.size(); at++) {
            flow.getChildren().add(node(tokens.get(at), at));
        }
        scroll.layout();
        scroll.setVvalue(1);
    }

    private Text node(SpokenToken token, int at) {
        boolean hasText = !token.text().isEmpty();
        Text text = Ui.style(new Text(hasText ? token.text() : token.bytes().length == 0 ? token.name() : UNFINISHED), "spoken");
        if (!hasText) {
            text.getStyleClass().add("special");
        }
        text.setOnMouseEntered(event -> installTooltip(text, token));
        text.setOnMouseClicked(event -> {
            flow.requestFocus();
            model.choose(side, at);
        });
        return text;
    }

    /** Made when it is pointed at: an answer has hundreds of tokens, and most are never asked. */
    private void installTooltip(Text text, SpokenToken token) {
        if (text.getUserData() == null) {
            Tooltip tooltip = Ui.tooltip(texts.get("token", Pieces.quoted(token.name(), token.bytes()),
                    Format.percent(Math.exp(token.logProbability()), 1)));
            text.setUserData(tooltip);
            Tooltip.install(text, tooltip);
        }
    }

    private void move(KeyEvent event) {
        int step = event.getCode() == KeyCode.LEFT ? -1 : event.getCode() == KeyCode.RIGHT ? 1 : 0;
        if (step != 0) {
            TryViewModel.Chosen now = model.chosenProperty().get();
            model.choose(side, now == null || now.side() != side ? 0 : now.token() + step);
            event.consume();
        }
    }

    /** The model's name and the command, after anything that they hold has changed. */
    void describe() {
        String words = model.has(side) ? side.of(model.teacherProperty().get(), texts.get("checkpoint", model.checkpointProperty().get()))
                : texts.get("noTeacher");
        name.setText(words);
        command.setText(model.command(side).replace("\n", "\\n"));
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(model.command(side));
        Clipboard.getSystemClipboard().setContent(content);
    }
}
