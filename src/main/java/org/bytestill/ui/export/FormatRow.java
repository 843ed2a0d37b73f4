package org.bytestill.ui.export;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.bytestill.export.ExportFormat;
import org.bytestill.export.WeightType;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.export.FormatModel.Offer;
import org.bytestill.util.Texts;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A format to choose, beside others: its name, what is written, what is left out; or why the checkpoint cannot be written in it. Beside it
 * the number format and about how large it will be.
 */
final class FormatRow extends HBox {
    private static final double TYPE = 100;

    private final ExportFormat format;
    private final Toggle toggle;
    private final Label size;
    private final ComboBox<WeightType> types = new ComboBox<>();

    FormatRow(Offer offer, FormatModel model, Texts texts) {
        format = offer.format();
        String id = format.word().replaceAll("\\W", "-");
        toggle = Ui.id(new Toggle(offer, texts, id), "export-format-" + id);
        toggle.setOnAction(event -> model.toggle(format));
        size = Ui.id(Ui.text("", "mono", "c11", "muted"), "export-size-" + id);
        types.getItems().setAll(format.types());
        types.setConverter(words());
        types.setOnAction(event -> {
            if (types.getValue() != null && types.getValue() != model.typeOf(format)) {
                model.choose(format, types.getValue());
            }
        });
        types.setAccessibleText(texts.get("precision.of", format.label()));
        Ui.size(Ui.id(types, "export-type-" + id), TYPE, 32);
        Ui.show(types, offer.isPossible() && format.types().size() > 1);
        VBox right = Ui.pad(Ui.column(4, types, size), 10, 12, 10, 0);
        right.setAlignment(Pos.TOP_RIGHT);
        getChildren().addAll(Ui.grow(toggle), right);
        Ui.style(this, "format-line");
        toggle.setMinWidth(0);
    }

    private static StringConverter<WeightType> words() {
        return new StringConverter<>() {
            @Override
            public String toString(WeightType type) {
                return type == null ? "" : type.isQuantised() ? type.word().toUpperCase(Locale.ROOT) : type.word();
            }

            @Override
            public WeightType fromString(String word) {
                return WeightType.named(word);
            }
        };
    }

    ExportFormat format() {
        return format;
    }

    void show(boolean picked, WeightType type, String sizeWords) {
        toggle.setSelected(picked);
        getStyleClass().remove("format-picked");
        getStyleClass().addAll(picked ? List.of("format-picked") : List.of());
        toggle.check.setIconLiteral(picked ? "mdi2c-checkbox-marked-outline" : "mdi2c-checkbox-blank-outline");
        types.setValue(type);
        size.setText(sizeWords);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    /** A button that wraps the words inside: its height follows from its width. */
    private static final class Toggle extends ToggleButton {
        private final HBox content;
        private final FontIcon check;
        /** Asked for several times in each layout; to measure the words that are wrapped inside takes long. */
        private double heightAtWidth;
        private double measuredWidth = Double.NaN;

        Toggle(Offer offer, Texts texts, String id) {
            ExportFormat format = offer.format();
            String about = (format.about() + " " + offer.leavesOut()).strip();
            Label name = Ui.wrap(format.label(), "med", offer.isPossible() ? "fg" : "faint");
            VBox words = Ui.grow(Ui.column(2, name, offer.isPossible()
                    ? Ui.wrap(about, "c12", "muted") : Ui.id(Ui.wrap(offer.missing(), "c12", "muted"), "export-missing-" + id)));
            words.setMinWidth(0);
            check = Ui.icon("mdi2c-checkbox-blank-outline", offer.isPossible() ? "accent" : "faint");
            Node[] parts = {check, words};
            content = Ui.row(8, parts);
            content.setAlignment(Pos.TOP_LEFT);
            Ui.style(this, "format-row");
            setGraphic(content);
            setDisable(!offer.isPossible());
            setMaxWidth(Double.MAX_VALUE);
            setAccessibleText(texts.get("format.spoken", format.label(), about, offer.missing()));
        }

        @Override
        public Orientation getContentBias() {
            return Orientation.HORIZONTAL;
        }

        @Override
        protected double computePrefHeight(double width) {
            if (width != measuredWidth) {
                heightAtWidth = snappedTopInset() + content.prefHeight(inside(width)) + snappedBottomInset();
                measuredWidth = width;
            }
            return heightAtWidth;
        }

        @Override
        public void requestLayout() {
            measuredWidth = Double.NaN;
            super.requestLayout();
        }

        @Override
        protected double computeMinHeight(double width) {
            return computePrefHeight(width);
        }

        @Override
        protected void layoutChildren() {
            content.setPrefWidth(inside(getWidth()));
            super.layoutChildren();
        }

        private double inside(double width) {
            return width < 0 ? -1 : width - snappedLeftInset() - snappedRightInset();
        }
    }
}
