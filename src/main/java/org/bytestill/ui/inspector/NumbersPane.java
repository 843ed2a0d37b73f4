package org.bytestill.ui.inspector;

import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.engine.Inspection.ByteComparison;
import org.bytestill.engine.Inspection.TokenSpan;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Pic;
import org.bytestill.ui.common.Quantity;
import org.bytestill.ui.common.Texts;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;

/** The byte under the cursor in figures: what it is, how far the models are apart, what each says of it. */
final class NumbersPane extends VBox {
    private final InspectorViewModel model;
    private final Texts texts;
    private final Theme theme;
    private final Glyphs glyphs = new Glyphs();

    NumbersPane(InspectorViewModel model, Theme theme, Texts texts) {
        super(0);
        this.model = model;
        this.theme = theme;
        this.texts = texts;
        setId("inspector-numbers");
        Ui.pad(this, 4, 12, 4, 12);
        model.cursorProperty().addListener((observable, before, now) -> show());
        model.analysisProperty().addListener((observable, before, now) -> show());
        show();
    }

    private void show() {
        ByteFocus focus = model.focus(1);
        if (focus == null) {
            getChildren().setAll(Ui.wrap(texts.get("numbers.empty"), "c12", "muted"));
            return;
        }
        getChildren().setAll(identity(focus), Ui.rule(), distances(focus.measures()), Ui.rule(), models(focus), Ui.rule(),
                provenance(focus));
    }

    private HBox identity(ByteFocus focus) {
        Pic picture = new Pic(theme, 48, 40, Words.character(focus), (pen, width, height) ->
                glyphs.drawCell(pen, focus.cell(), (byte) focus.actual(), 0, width, height / 2, 20, true));
        picture.setFocusTraversable(false);
        Ui.size(picture, Math.max(48, Math.min(96, 24 * (focus.cell().end() - focus.cell().start()))), 44);
        String codes = focus.cell().isValid() ? Glyphs.codes(focus.cell().text()) : texts.get("numbers.nocode");
        VBox words = new VBox(2, Ui.text(texts.get("numbers.byte", focus.offset()), "c12", "med"),
                Ui.id(Ui.value(Words.numbers(focus.actual()) + "  " + codes + "  " + Words.role(focus), "c11", "mono", "muted"),
                        "number-identity"));
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        return Ui.pad(Ui.row(8, picture, words), 0, 0, 4, 0);
    }

    private HBox distances(ByteComparison measures) {
        HBox row = new HBox(distance("kl", measures.klBits(), "bits"), distance("reverse", measures.reverseKlBits(), "bits"),
                distance("jsd", measures.jsdBits(), "bits"), distance("tv", measures.totalVariation(), ""));
        return Ui.pad(row, 5, 0, 5, 0);
    }

    private VBox distance(String key, double value, String unit) {
        Label figure = Ui.id(Ui.text(Format.kl(value), "c15", "mono-semi"), "number-" + key);
        HBox line = new HBox(4, figure, Ui.text(unit, "c11", "muted"));
        line.setAlignment(Pos.BASELINE_LEFT);
        VBox column = new VBox(2, Ui.text(texts.get("numbers." + key), "c11", "muted"), line);
        column.setPrefWidth(1);
        HBox.setHgrow(column, Priority.ALWAYS);
        return column;
    }

    private GridPane models(ByteFocus focus) {
        GridPane grid = Ui.pad(new GridPane(), 4, 0, 4, 0);
        ColumnConstraints names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        ColumnConstraints figures = new ColumnConstraints(104);
        figures.setHalignment(HPos.RIGHT);
        ColumnConstraints unit = new ColumnConstraints(36);
        grid.getColumnConstraints().addAll(names, figures, figures, unit);
        grid.add(head(true), 1, 0);
        grid.add(head(false), 2, 0);
        ByteComparison measures = focus.measures();
        add(grid, "p", "", Format.probability(focus.probability(true, focus.actual())),
                Format.probability(focus.probability(false, focus.actual())));
        add(grid, "surprisal", "bits", Format.fixed(measures.teacherSurprisalBits(), 2), Format.fixed(measures.studentSurprisalBits(), 2));
        add(grid, "rank", "", Format.count(focus.rank(true)), Format.count(focus.rank(false)));
        add(grid, "entropy", "bits", Format.fixed(measures.teacherEntropyBits(), 2), Format.fixed(measures.studentEntropyBits(), 2));
        add(grid, "top1", "", top1(focus, true), top1(focus, false));
        add(grid, "legal", "", Format.probability(focus.legalMass(true)), Format.probability(focus.legalMass(false)));
        add(grid, "token", "", token(focus, true), token(focus, false));
        add(grid, "place", "", place(focus, true), place(focus, false));
        return grid;
    }

    private HBox head(boolean teacher) {
        Pic mark = new Pic(theme, 12, 12, "", (pen, width, height) -> pen.mark(teacher, 6, 6, 8));
        mark.setFocusTraversable(false);
        Ui.size(mark, 12, 12);
        HBox head = new HBox(4, mark, Ui.text(texts.get(teacher ? "teacher" : "student"), "c11", "med"));
        head.setAlignment(Pos.CENTER_RIGHT);
        head.setMinHeight(20);
        return head;
    }

    private void add(GridPane grid, String key, String unit, String teacher, String student) {
        int row = grid.getRowCount();
        Label name = Ui.text(texts.get("numbers." + key), "c12", "muted");
        name.setMinHeight(18);
        grid.add(name, 0, row);
        grid.add(Ui.id(Ui.value(teacher, "c12", "mono"), "number-" + key + "-teacher"), 1, row);
        grid.add(Ui.id(Ui.value(student, "c12", "mono"), "number-" + key + "-student"), 2, row);
        grid.add(Ui.pad(Ui.text(unit, "c11", "muted"), 0, 0, 0, 8), 3, row);
    }

    private String top1(ByteFocus focus, boolean teacher) {
        int outcome = focus.top1(teacher);
        String name = outcome == ByteDistribution.EOS ? texts.get("compare.end")
                : Glyphs.ofByte(outcome).isEmpty() ? Glyphs.hex((byte) outcome) : Glyphs.ofByte(outcome);
        return name + " " + Format.probability(focus.probability(teacher, outcome));
    }

    private String token(ByteFocus focus, boolean teacher) {
        return glyphs.ofToken(Words.bytesOf(model.analysisProperty().get(), focus.token(teacher)));
    }

    private String place(ByteFocus focus, boolean teacher) {
        TokenSpan token = focus.token(teacher);
        return texts.get("numbers.of", focus.offset() - token.start() + 1, token.end() - token.start());
    }

    private VBox provenance(ByteFocus focus) {
        ByteRows teacher = focus.rowsOf(true);
        ByteRows student = focus.rowsOf(false);
        int offset = focus.offset();
        return Ui.pad(new VBox(fact("ends", Format.probability(teacher.tokenEnds(offset)), Format.probability(student.tokenEnds(offset))),
                fact("paths", Format.count(teacher.livePaths(offset)), Format.count(student.livePaths(offset))),
                fact("dropped", Format.probability(dropped(teacher, offset)), Format.probability(dropped(student, offset))),
                fact("healed", yesNo(teacher.healed(offset)), yesNo(student.healed(offset)))), 3, 0, 0, 0);
    }

    private static double dropped(ByteRows rows, int offset) {
        return rows.countsLosses() ? rows.belowThreshold(offset) + rows.beyondWidth(offset) : Double.NaN;
    }

    private HBox fact(String key, String teacher, String student) {
        HBox fact = Ui.fact(texts.get("numbers." + key), new Quantity(teacher + " | " + student, ""));
        fact.setMinHeight(18);
        return fact;
    }

    private String yesNo(boolean yes) {
        return texts.get(yes ? "yes" : "no");
    }
}
