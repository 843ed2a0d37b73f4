package org.bytestill.ui.dashboard;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The checkpoints on disk, newest first, with what they measured; of a run that has ended early each offers to go on from it. */
final class CheckpointsPane extends VBox {
    private static final double UPDATE = 56;
    private static final double SPARE = 16;
    private static final double KL = 48;
    private static final double BITS = 50;
    private static final double SIZE = 54;

    private final Texts texts = Texts.of("dashboard");
    private final VBox lines = Ui.column(0);
    private final IntConsumer resume;
    private List<CheckpointInfo> shown;
    private boolean offered;

    /** @param resume takes the update from which the run shall go on */
    CheckpointsPane(IntConsumer resume) {
        this.resume = resume;
        ScrollPane scroll = new ScrollPane(Ui.pad(lines, 0, 12, 8, 12));
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        HBox head = Ui.style(Ui.row(8, Ui.text(texts.get("checkpoints.title"), "semi", "c12")), "head");
        Ui.style(this, "panel").getChildren().addAll(head, Ui.grow(scroll));
    }

    /** @param canResume true if the run can go on from one of them */
    void show(List<CheckpointInfo> checkpoints, int everyUpdates, boolean canResume) {
        if (checkpoints.equals(shown) && canResume == offered) {
            return;
        }
        shown = checkpoints;
        offered = canResume;
        if (checkpoints.isEmpty()) {
            lines.getChildren().setAll(Ui.wrap(texts.get("checkpoints.none", everyUpdates), "c12", "muted"));
            return;
        }
        lines.getChildren().setAll(line(name -> Ui.value(name, "c11", "faint"), texts.get("checkpoints.update"), new HBox(),
                texts.get("checkpoints.kl"), texts.get("checkpoints.bits"), texts.get("checkpoints.size")));
        for (int index = checkpoints.size() - 1; index >= 0; index--) {
            CheckpointInfo checkpoint = checkpoints.get(index);
            HBox line = line(figure -> Ui.text(figure, "mono", "c12"), Format.count(checkpoint.update()), badges(checkpoint),
                    Format.kl(checkpoint.klBits()), Format.fixed(checkpoint.bitsPerByte(), 3),
                    Format.size(checkpoint.sizeBytes()).toString());
            lines.getChildren().add(line);
        }
    }

    private HBox line(Function<String, Label> face, String update, HBox badges, String kl, String bits, String size) {
        // The links to go on from a checkpoint need the room between the figures.
        double spare = offered ? 0 : SPARE;
        HBox line = Ui.row(8, right(face.apply(update), UPDATE + spare / 2), badges, Ui.space(), right(face.apply(kl), KL + spare),
                right(face.apply(bits), BITS + spare), right(face.apply(size), SIZE + spare));
        line.setMinHeight(24);
        return line;
    }

    private HBox badges(CheckpointInfo checkpoint) {
        HBox badges = Ui.row(4);
        if (checkpoint.best()) {
            badges.getChildren().add(Ui.style(Ui.text(texts.get("checkpoints.best")), "badge", "preset"));
        }
        if (checkpoint.last()) {
            badges.getChildren().add(Ui.style(Ui.text(texts.get("checkpoints.last")), "badge"));
        }
        if (!checkpoint.good()) {
            badges.getChildren().add(Ui.style(Ui.text(texts.get("checkpoints.ruined")), "badge"));
        }
        if (offered) {
            badges.getChildren().add(Ui.link(texts.get("checkpoints.resume"), () -> resume.accept(checkpoint.update()), "c11"));
        }
        return badges;
    }

    private static Label right(Label label, double width) {
        label.setAlignment(Pos.CENTER_RIGHT);
        return Ui.size(label, width, -1);
    }
}
