package org.bytestill.ui.preview;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.VBox;
import org.bytestill.engine.preview.PreviewDocument;
import org.bytestill.engine.preview.ReadText;
import org.bytestill.engine.preview.Visible;
import org.bytestill.text.Utf8;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** A document in the list: its number, how what is supervised of it begins, how much of it is supervised. */
final class DocumentCell extends ListCell<PreviewDocument> {
    /** Bytes that name it. */
    private static final int BEGINNING = 48;

    private final Texts texts;
    private final Label beginning = Ui.style(new Label(), "mono", "c12");
    private final Label size = Ui.style(new Label(), "c11", "muted");
    private final VBox lines = Ui.column(2, beginning, size);

    DocumentCell(Texts texts) {
        this.texts = texts;
        beginning.setTextOverrun(OverrunStyle.ELLIPSIS);
        beginning.setEllipsisString("…");
        // As wide as the list: what does not fit is cut, it does not widen the list.
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(PreviewDocument document, boolean empty) {
        super.updateItem(document, empty);
        setGraphic(empty || document == null ? null : lines);
        if (empty || document == null) {
            setAccessibleText("");
            setTooltip(null);
            return;
        }
        ReadText text = document.student();
        // Conversations begin alike; what is learnt tells them apart.
        int start = text.spans().isEmpty() ? 0 : text.spans().get(0).start();
        int end = Utf8.startOfOpenCharacter(text.bytes(), Math.min(start + BEGINNING, text.bytes().length));
        beginning.setText(document.number() + " " + Visible.of(text.bytes(), start, Math.max(start, end)));
        size.setText(texts.get("document", text.bytes().length, Math.round(100.0 * text.supervisedBytes() / text.bytes().length)));
        setAccessibleText(texts.get("document.name", document.number(), document.id()) + " " + size.getText());
        setTooltip(Ui.tooltip(document.id()));
    }
}
