package org.bytestill.ui.tryit;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bytestill.engine.job.Candidate;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** What one model, or both together, expected in place of the chosen token or byte: the most probable ones, with their probabilities. */
final class CandidatesPane extends VBox {
    private static final double BAR = 120;
    private static final double ROW = 20;
    private static final int ROWS = 6;

    private final Texts texts = Texts.of("tryit");
    private final TryViewModel model;
    private final Voice voice;
    private final Label place = Ui.value("", "c12", "muted");
    private final VBox rows;

    CandidatesPane(TryViewModel model, Voice voice) {
        this.model = model;
        this.voice = voice;
        rows = Ui.id(Ui.pad(Ui.column(0), 4, 12, 8, 12), "tryit-candidates-" + voice.key());
        rows.setMinHeight(ROWS * ROW + 12);
        HBox head = Ui.style(Ui.row(8, Ui.text(texts.get("expects." + voice.key()), "semi", "c12"), Ui.grow(place)), "head");
        getStyleClass().add("panel");
        getChildren().addAll(head, Ui.rule(), rows);
        Ui.whenAny(this::show, model.chosenProperty());
        for (Side side : Side.values()) {
            Ui.whenAny(this::show, model.answer(side).candidatesProperty(), model.answer(side).candidatesNoteProperty());
        }
        show();
    }

    private void show() {
        TryViewModel.Chosen chosen = model.chosenProperty().get();
        boolean isShown = chosen != null && chosen.at() < model.length(chosen.voice());
        place.setText(isShown ? texts.get("place." + chosen.voice().key(), chosen.at() + 1, model.words(chosen)) : "");
        if (!isShown) {
            say(texts.get("candidates.none"));
        } else if (chosen.voice() == Voice.TOGETHER) {
            show(model.together().writing().pieces().get(chosen.at()).expected().get(voice.ordinal()));
        } else if (voice == Voice.TOGETHER) {
            place.setText("");
            say(texts.get("candidates.together"));
        } else {
            Answer answer = model.answer(Side.values()[voice.ordinal()]);
            show(answer.candidatesProperty().get());
            if (!answer.candidatesNoteProperty().get().isEmpty()) {
                say(answer.candidatesNoteProperty().get());
            }
        }
    }

    private void say(String words) {
        rows.getChildren().setAll(Ui.wrap(words, "c12", "muted"));
    }

    private void show(List<Candidate> candidates) {
        rows.getChildren().setAll(candidates.stream().map(this::row).toList());
    }

    private Node row(Candidate candidate) {
        Region bar = Ui.size(Ui.style(new Region(), "share", voice.key()), Math.max(1, BAR * candidate.probability()), 8);
        HBox room = Ui.row(0, bar);
        Label name = Ui.value(Pieces.of(candidate), "mono", "c12");
        name.setMaxWidth(Double.MAX_VALUE);
        HBox row = Ui.row(8, Ui.grow(name), Ui.size(room, BAR, 0), Ui.size(
                Ui.style(new Label(texts.get("probability", Format.percent(candidate.probability(), 1))), "mono", "c12", "figure"), 64, 0));
        return Ui.size(row, 0, ROW);
    }
}
