package org.bytestill.ui.inspector.numbers;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.state.ByteFocus;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.util.Texts;

/** How far the models are apart at the cursor, in one line, where there is no room for all figures. */
public final class KeyFigures extends HBox {
    private final InspectorViewModel model;
    private final Texts texts;

    public KeyFigures(InspectorViewModel model, Texts texts) {
        super(6);
        this.model = model;
        this.texts = texts;
        setAlignment(Pos.CENTER_LEFT);
        Ui.size(Ui.pad(this, 0, 12, 0, 12), 0, 24);
        Ui.whenAny(this::show, model.focusProperty());
        show();
    }

    private void show() {
        getChildren().clear();
        ByteFocus focus = model.focus();
        if (focus == null) {
            return;
        }
        ByteComparison measures = focus.measures();
        add("KL", Format.kl(measures.klBits()));
        add("JSD", Format.kl(measures.jsdBits()));
        add("TV", Format.kl(measures.totalVariation()));
        add("H", Format.fixed(measures.teacherEntropyBits(), 2) + " | " + Format.fixed(measures.studentEntropyBits(), 2));
        getChildren().add(Ui.text(texts.get("bits"), "c11", "muted"));
    }

    private void add(String name, String figure) {
        Label value = Ui.text(figure, "mono-semi", "c12");
        Ui.pad(value, 0, 8, 0, 0);
        getChildren().addAll(Ui.text(name, "c11", "muted"), value);
    }
}
