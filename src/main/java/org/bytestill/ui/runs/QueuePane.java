package org.bytestill.ui.runs;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.run.queue.QueueState;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** What waits in the queue, in its order; buttons move a run or take it out. */
final class QueuePane extends VBox {
    private static final double MOST_HEIGHT = 132;

    private final Texts texts = Texts.of("runs");
    private final QueueModel model;
    private final VBox lines = Ui.column(0);
    private final Label sentence = Ui.wrap("", "c12", "muted");
    private final Hyperlink start;
    private final SegmentedButton afterFailure;

    QueuePane(QueueModel model) {
        this.model = model;
        setId("queue");
        start = Ui.id(Ui.link(texts.get("queue.start"), model::start, "c12"), "queue-start");
        afterFailure = Ui.style(Ui.segments(0, texts.get("queue.after.goOn"), texts.get("queue.after.hold")), "small-seg");
        afterFailure.getButtons().forEach(button -> button
                .setOnAction(event -> model.setAfterFailure(QueueState.AfterFailure.values()[(int) button.getUserData()])));
        ScrollPane scroll = new ScrollPane(lines);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(MOST_HEIGHT);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        HBox head = Ui.style(Ui.row(8, Ui.text(texts.get("queue.title"), "semi", "c12"), Ui.space(),
                Ui.text(texts.get("queue.after"), "c11", "muted"), afterFailure), "head");
        HBox foot = Ui.row(16, Ui.grow(sentence), start);
        sentence.setMaxWidth(Double.MAX_VALUE);
        Ui.style(this, "panel").getChildren().addAll(head, Ui.pad(Ui.column(4, scroll, foot), 0, 12, 8, 12));
        model.lookProperty().addListener(change -> update());
        update();
    }

    private void update() {
        Ui.show(this, model.isShown());
        if (!model.isShown()) {
            return;
        }
        QueueModel.Look look = model.lookProperty().get();
        lines.getChildren().clear();
        for (int place = 0; place < look.names().size(); place++) {
            lines.getChildren().add(line(place, look.names()));
        }
        sentence.setText(model.sentence());
        Ui.show(start, model.canStart());
        afterFailure.getButtons().get(look.state().afterFailure().ordinal()).setSelected(true);
    }

    private Node line(int place, List<String> names) {
        String name = names.get(place);
        Node up = Ui.iconButton("mdi2a-arrow-up", texts.get("queue.up", name), () -> model.move(place, -1), "small");
        Node down = Ui.iconButton("mdi2a-arrow-down", texts.get("queue.down", name), () -> model.move(place, 1), "small");
        up.setDisable(place == 0);
        down.setDisable(place == names.size() - 1);
        Label label = Ui.value(name, "c12", "med");
        label.setMaxWidth(Double.MAX_VALUE);
        HBox row = Ui.row(4, Ui.size(Ui.text(String.valueOf(place + 1), "mono", "c12", "faint"), 20, -1), Ui.grow(label), up, down,
                Ui.iconButton("mdi2c-close", texts.get("queue.remove", name), () -> model.remove(place), "small"));
        row.setMinHeight(28);
        return row;
    }
}
