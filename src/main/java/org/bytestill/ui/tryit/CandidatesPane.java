package org.bytestill.ui.tryit;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bytestill.engine.job.Candidate;
import org.bytestill.engine.job.SpokenToken;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** What one model expected in place of the chosen token: its most probable tokens, with their probabilities. */
final class CandidatesPane extends VBox {
    private static final double BAR = 120;
    private static final double ROW = 20;
    private static final int ROWS = 6;

    private final Texts texts = Texts.of("tryit");
    private final TryViewModel model;
    private final Side side;
    private final Label place = Ui.value("", "c12", "muted");
    private final VBox rows;

    CandidatesPane(TryViewModel model, Side side) {
        this.model = model;
        this.side = side;
        rows = Ui.id(Ui.pad(Ui.column(0), 4, 12, 8, 12), "tryit-candidates-" + side.key());
        rows.setMinHeight(ROWS * ROW + 12);
        HBox head = Ui.style(Ui.row(8, Ui.text(texts.get("expects." + side.key()), "semi", "c12"), Ui.grow(place)), "head");
        getStyleClass().add("panel");
        getChildren().addAll(head, Ui.rule(), rows);
        Answer answer = model.answer(side);
        Ui.whenAny(this::show, answer.candidatesProperty(), answer.candidatesNoteProperty(), model.chosenProperty());
        show();
    }

    private void show() {
        TryViewModel.Chosen chosen = model.chosenProperty().get();
        Answer answer = model.answer(side);
        rows.getChildren().clear();
        place.setText("");
        if (chosen == null || chosen.token() >= model.answer(chosen.side()).tokens().size()) {
            rows.getChildren().add(Ui.wrap(texts.get("candidates.none"), "c12", "muted"));
            return;
        }
        SpokenToken token = model.answer(chosen.side()).tokens().get(chosen.token());
        place.setText(texts.get("place." + chosen.side().key(), chosen.token() + 1, Pieces.quoted(token.name(), token.bytes())));
        if (!answer.candidatesNoteProperty().get().isEmpty()) {
            rows.getChildren().add(Ui.wrap(answer.candidatesNoteProperty().get(), "c12", "muted"));
        }
        answer.candidatesProperty().get().forEach(candidate -> rows.getChildren().add(row(candidate)));
    }

    private Node row(Candidate candidate) {
        Region bar = Ui.size(Ui.style(new Region(), "share", side.key()), Math.max(1, BAR * candidate.probability()), 8);
        HBox room = Ui.row(0, bar);
        Label name = Ui.value(Pieces.quoted(candidate.name(), candidate.bytes()), "mono", "c12");
        name.setMaxWidth(Double.MAX_VALUE);
        HBox row = Ui.row(8, Ui.grow(name), Ui.size(room, BAR, 0), Ui.size(
                Ui.style(new Label(texts.get("probability", Format.percent(candidate.probability(), 1))), "mono", "c12", "figure"), 64, 0));
        return Ui.size(row, 0, ROW);
    }
}
