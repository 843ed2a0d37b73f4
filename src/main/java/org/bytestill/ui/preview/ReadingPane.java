package org.bytestill.ui.preview;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bytestill.engine.preview.PreviewDocument;
import org.bytestill.engine.preview.PreviewReport;
import org.bytestill.engine.preview.ReadText;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** A document as one side reads it: figures, the first ids, the tokens, and the chosen token in words. Of several teachers one is chosen. */
final class ReadingPane extends VBox {
    private static final int FIRST_IDS = 10;
    private static final double TWO_LINES = 44;

    private final Side side;
    private final Texts texts;
    private final Label model = Ui.value("", "c12", "muted");
    private final Label all = Ui.text("", "c11", "muted");
    private final HBox which = Ui.style(Ui.row(0), "small-seg");
    private final Label figures;
    private final Label ids;
    private final Label token;
    private final TokensPane tokens;
    private List<PreviewDocument.Reading> readings = List.of();
    private List<PreviewReport.Model> counted = List.of();
    private int chosen;

    ReadingPane(Theme theme, Side side, Texts texts) {
        this.side = side;
        this.texts = texts;
        figures = Ui.id(Ui.wrap("", "c11", "muted"), "preview-figures-" + side.key());
        ids = Ui.id(Ui.value("", "c11", "mono", "muted"), "preview-ids-" + side.key());
        token = Ui.id(Ui.wrap("", "c12"), "preview-token-" + side.key());
        tokens = new TokensPane(theme, side);
        CanvasPicture mark = new CanvasPicture(theme, 12, 12, "", (pen, width, height) -> pen.mark(side, width / 2, height / 2, 10));
        mark.setFocusTraversable(false);
        model.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(model, Priority.ALWAYS);
        HBox head = Ui.style(Ui.row(8, Ui.size(mark, 12, 12), Ui.text(texts.get(side.key()), "semi", "c12"), model, which, all), "head");
        tokens.chosenProperty().addListener((observable, before, now) -> say(now));
        // A line more or less below must not move the text.
        token.setMinHeight(TWO_LINES);
        getChildren().addAll(head, Ui.pad(figures, 0, 12, 0, 12), Ui.pad(ids, 0, 12, 4, 12), Ui.pad(Ui.grow(tokens), 0, 8, 0, 8), Ui.rule(),
                Ui.pad(token, 4, 12, 4, 12));
        getStyleClass().add("panel");
        setMinHeight(120);
    }

    /** Shows a document; none if {@code document} is null. */
    void show(PreviewDocument document) {
        readings = document == null ? List.of()
                : document.readings().stream().filter(reading -> reading.isTeacher() == side.isTeacher()).toList();
        if (which.getChildren().isEmpty() && readings.size() > 1) {
            offer();
        }
        refresh();
    }

    /** Counts over the text; none if {@code report} is null. */
    void show(PreviewReport report) {
        counted = report == null ? List.of() : report.models().stream().filter(each -> each.isTeacher() == side.isTeacher()).toList();
        refreshCounts();
    }

    private void offer() {
        SegmentedButton segments = Ui.segments(0, readings.stream().map(reading -> nameOf(reading.model())).toArray(String[]::new));
        segments.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now != null) {
                chosen = (int) now.getUserData();
                refresh();
            }
        });
        which.getChildren().add(segments);
    }

    private void refresh() {
        refreshCounts();
        boolean none = chosen >= readings.size();
        model.setText(none || readings.size() > 1 ? "" : nameOf(readings.get(chosen).model()));
        figures.setText(none ? "" : figures(readings.get(chosen).texts()));
        ids.setText(none ? "" : firstIds(readings.get(chosen).texts().get(0)));
        tokens.show(none ? List.of() : readings.get(chosen).texts());
    }

    private void refreshCounts() {
        all.setText(chosen >= counted.size() ? ""
                : texts.get("all", Format.count(counted.get(chosen).tokens()), Format.fixed(counted.get(chosen).bytesPerToken(), 2)));
    }

    private String figures(List<ReadText> read) {
        return texts.get("figures", sum(read, text -> text.bytes().length), sum(read, text -> text.tokens().size()),
                sum(read, ReadText::supervisedBytes));
    }

    private String firstIds(ReadText read) {
        return texts.get("ids", Arrays.stream(read.firstIds(FIRST_IDS)).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
    }

    private static long sum(List<ReadText> read, ToLongFunction<ReadText> value) {
        return read.stream().mapToLong(value).sum();
    }

    static String nameOf(String model) {
        return model.replaceFirst("[/\\\\]+$", "").replaceFirst(".*[/\\\\]", "");
    }

    private void say(Chip chip) {
        String words = chip == null ? "" : inWords(chip);
        token.setText(words);
        tokens.setSummary(texts.get("tokens", texts.get(side.key()), figures.getText(), ids.getText(), words));
    }

    private String inWords(Chip chip) {
        ReadText.Token read = chip.token();
        String kind = read.isSpecial() ? "token.special" : "token.text";
        String place = read.end() == read.start() ? texts.get("token.before") : texts.get("token.bytes", read.start(), read.end());
        return texts.get(kind, chip.number(), chip.visible(), String.valueOf(read.id()), place,
                texts.get(read.isSupervised() ? "token.supervised" : "token.context"));
    }
}
