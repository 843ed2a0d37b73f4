package org.bytestill.ui.export;

import java.util.List;
import javafx.beans.Observable;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.export.FormatModel.Offer;
import org.bytestill.util.Texts;

/**
 * The formats of an export, of which one or several are chosen, each with its number format; one that cannot hold the checkpoint keeps its
 * row and says why.
 */
final class FormatPane extends VBox {
    private final FormatModel model;
    private final Texts texts;
    private final VBox rows = Ui.id(new VBox(), "export-formats");
    private List<Offer> shown = List.of();

    FormatPane(FormatModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        getChildren().addAll(rows, Ui.pad(Ui.wrap(texts.get("precision.about"), "c11", "muted"), 8, 12, 12, 12));
        for (Observable part : List.of(model.picksProperty(), model.answered())) {
            part.addListener(changed -> show());
        }
        show();
    }

    private void show() {
        if (!shown.equals(model.offers())) {
            shown = model.offers();
            rows.getChildren().setAll(shown.stream().map(offer -> new FormatRow(offer, model, texts)).toList());
        }
        for (int row = 0; row < shown.size(); row++) {
            FormatRow format = (FormatRow) rows.getChildren().get(row);
            long bytes = model.sizeBytes(shown.get(row));
            format.show(model.isPicked(format.format()), model.typeOf(format.format()),
                    bytes == 0 ? "" : texts.get("about", Format.size(bytes)));
        }
    }
}
