package org.bytestill.ui.export;

import javafx.beans.property.StringProperty;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** What the card shall say that only a person knows: licence, languages, use. */
final class CardPane extends VBox {
    private final Texts texts;

    CardPane(CardModel model, Texts texts) {
        super(6);
        this.texts = texts;
        Label wrong = Ui.id(Ui.wrap("", "c12", "danger"), "export-card-wrong");
        getChildren().addAll(field("card.licence", "export-licence", model.licenceProperty()),
                field("card.languages", "export-languages", model.languagesProperty()),
                field("card.use", "export-use", model.useProperty()),
                wrong, Ui.wrap(texts.get("card.about"), "c11", "muted"));
        Ui.pad(this, 0, 12, 12, 12);
        for (StringProperty typed : new StringProperty[] {model.licenceProperty(), model.languagesProperty()}) {
            typed.addListener(changed -> {
                wrong.setText(model.obstacle());
                Ui.show(wrong, !model.obstacle().isEmpty());
            });
        }
        Ui.show(wrong, false);
    }

    private VBox field(String key, String id, StringProperty value) {
        TextField field = Ui.id(new TextField(), id);
        field.setPromptText(texts.get(key + ".hint"));
        field.setAccessibleText(texts.get(key));
        field.textProperty().bindBidirectional(value);
        return Ui.column(2, Ui.text(texts.get(key), "c12", "muted"), field);
    }
}
