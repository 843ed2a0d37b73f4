package org.bytestill.ui.inspector.numbers;

import java.util.HashMap;
import java.util.Map;
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
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.draw.TextCells;
import org.bytestill.ui.inspector.state.ByteFocus;
import org.bytestill.ui.inspector.state.ByteNames;
import org.bytestill.ui.inspector.state.ConverterErrorModel;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.util.Texts;

/**
 * The byte under the cursor in figures: what it is, how far the models are apart, what each says of it. Its labels are made
 * once and written anew with every step: making them costs ten times as much.
 */
public final class NumbersPane extends VBox {
    private static final double PICTURE_HEIGHT = 44;

    private final InspectorViewModel model;
    private final Texts texts;
    private final Theme theme;
    private final ConverterErrorModel error;
    private final Glyphs glyphs = new Glyphs();
    private final Map<String, Label> figures = new HashMap<>();
    private final Label place = Ui.id(Ui.value("", "c12", "med"), "number-place");
    private final Label blind = Ui.id(Ui.value("", "c11", "muted"), "number-blind");
    private final CanvasPicture picture;
    private ByteFocus focus;

    public NumbersPane(InspectorViewModel model, ConverterErrorModel error, Theme theme, Texts texts) {
        super(0);
        this.model = model;
        this.error = error;
        this.theme = theme;
        this.texts = texts;
        setId("inspector-numbers");
        Ui.pad(this, 4, 12, 4, 12);
        picture = new CanvasPicture(theme, 48, 40, "", (pen, width, height) -> {
            if (focus != null) {
                glyphs.drawCell(pen, focus.cell(), (byte) focus.actual(), 0, width, height / 2, 20, true);
            }
        });
        picture.setFocusTraversable(false);
        blind.setText(texts.get("numbers.blind"));
        Ui.pad(blind, 0, 0, 5, 0);
        VBox all = new VBox(identity(), Ui.rule(), distances(), blind, Ui.rule(), models(), Ui.rule(), provenance());
        Label empty = Ui.wrap(texts.get("numbers.empty"), "c12", "muted");
        getChildren().addAll(empty, all);
        Runnable refresh = () -> {
            focus = model.focus();
            Ui.show(empty, focus == null);
            Ui.show(all, focus != null);
            if (focus != null) {
                show();
            }
        };
        Ui.whenAny(refresh, model.focusProperty());
        Ui.whenAny(this::writeError, error.stateProperty());
        refresh.run();
    }

    // --- what is written

    private void show() {
        showIdentity();
        ByteComparison measures = focus.measures();
        write("kl", Format.kl(measures.klBits()));
        Ui.show(blind, model.analysisProperty().get().isBlind(focus.offset()));
        write("reverse", Format.kl(measures.reverseKlBits()));
        write("jsd", Format.kl(measures.jsdBits()));
        write("tv", Format.kl(measures.totalVariation()));
        int actual = focus.actual();
        write("p", Format.probability(focus.probability(Side.TEACHER, actual)),
                Format.probability(focus.probability(Side.STUDENT, actual)));
        write("surprisal", Format.fixed(measures.teacherSurprisalBits(), 2), Format.fixed(measures.studentSurprisalBits(), 2));
        write("rank", Format.count(focus.rank(Side.TEACHER)), Format.count(focus.rank(Side.STUDENT)));
        write("entropy", Format.fixed(measures.teacherEntropyBits(), 2), Format.fixed(measures.studentEntropyBits(), 2));
        write("top1", top1(Side.TEACHER), top1(Side.STUDENT));
        write("legal", Format.probability(focus.legalMass(Side.TEACHER)), Format.probability(focus.legalMass(Side.STUDENT)));
        write("token", token(Side.TEACHER), token(Side.STUDENT));
        write("place", placeInToken(Side.TEACHER), placeInToken(Side.STUDENT));
        showProvenance(focus.rowsOf(Side.TEACHER), focus.rowsOf(Side.STUDENT), focus.offset());
    }

    private void showIdentity() {
        TextCells.Cell cell = focus.cell();
        Ui.size(picture, Math.max(48, Math.min(96, 24 * (cell.end() - cell.start()))), PICTURE_HEIGHT);
        picture.setSummary(ByteNames.character(focus));
        picture.redraw();
        int whole = model.analysisProperty().get().place(focus.offset());
        place.setText(
                cell.isValid() ? texts.get("numbers.byte.named", whole, ByteNames.nameOf(cell.text())) : texts.get("numbers.byte", whole));
        String codes = cell.isValid() ? Glyphs.codes(cell.text()) : texts.get("numbers.nocode");
        write("identity", ByteNames.numbers(focus.actual()) + "  " + codes + "  " + ByteNames.role(focus));
    }

    private void showProvenance(ByteRows teacher, ByteRows student, int offset) {
        write("ends", Format.probability(teacher.tokenEnds(offset)) + " | " + Format.probability(student.tokenEnds(offset)));
        write("paths", Format.count(teacher.livePaths(offset)) + " | " + Format.count(student.livePaths(offset)));
        write("dropped", Format.probability(dropped(teacher, offset)) + " | " + Format.probability(dropped(student, offset)));
        writeError();
        write("healed", yesNo(teacher.healed(offset)) + " | " + yesNo(student.healed(offset)));
    }

    private void writeError() {
        if (focus != null) {
            write("error", Format.probability(error.stateProperty().get().at(focus.offset())));
        }
    }

    private void write(String key, String figure) {
        figures.get(key).setText(figure);
    }

    private void write(String key, String teacher, String student) {
        write(key + "-teacher", teacher);
        write(key + "-student", student);
    }

    private static double dropped(ByteRows rows, int offset) {
        return rows.countsLosses() ? rows.belowThreshold(offset) + rows.beyondWidth(offset) : Double.NaN;
    }

    private String top1(Side side) {
        int outcome = focus.top1(side);
        String name = outcome == ByteDistribution.EOS ? texts.get("compare.end")
                : Glyphs.ofByte(outcome).isEmpty() ? Glyphs.hex((byte) outcome) : Glyphs.ofByte(outcome);
        return name + " " + Format.probability(focus.probability(side, outcome));
    }

    private String token(Side side) {
        return glyphs.ofToken(ByteNames.bytesOf(model.analysisProperty().get(), focus.token(side)));
    }

    private String placeInToken(Side side) {
        TokenSpan token = focus.token(side);
        return texts.get("numbers.of", focus.offset() - token.start() + 1, token.end() - token.start());
    }

    private String yesNo(boolean yes) {
        return texts.get(yes ? "yes" : "no");
    }

    // --- where it is written

    private Label figure(String key, Label label) {
        figures.put(key, Ui.id(label, "number-" + key));
        return label;
    }

    private HBox identity() {
        VBox words = new VBox(2, place, figure("identity", Ui.value("", "c11", "mono", "muted")));
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        return Ui.pad(Ui.row(8, picture, words), 0, 0, 4, 0);
    }

    private HBox distances() {
        return Ui.pad(new HBox(distance("kl", texts.get("bits")), distance("reverse", texts.get("bits")),
                distance("jsd", texts.get("bits")), distance("tv", "")), 5, 0, 5, 0);
    }

    private VBox distance(String key, String unit) {
        HBox line = new HBox(4, figure(key, Ui.text("", "c15", "mono-semi")), Ui.text(unit, "c11", "muted"));
        line.setAlignment(Pos.BASELINE_LEFT);
        VBox column = new VBox(2, Ui.text(texts.get("numbers." + key), "c11", "muted"), line);
        column.setPrefWidth(1);
        HBox.setHgrow(column, Priority.ALWAYS);
        return column;
    }

    private GridPane models() {
        GridPane grid = Ui.pad(new GridPane(), 4, 0, 4, 0);
        ColumnConstraints names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        ColumnConstraints values = new ColumnConstraints(104);
        values.setHalignment(HPos.RIGHT);
        ColumnConstraints unit = new ColumnConstraints(36, USE_COMPUTED_SIZE, Double.MAX_VALUE);
        grid.getColumnConstraints().addAll(names, values, values, unit);
        grid.add(head(Side.TEACHER), 1, 0);
        grid.add(head(Side.STUDENT), 2, 0);
        for (String key : new String[] {"p", "surprisal", "rank", "entropy", "top1", "legal", "token", "place"}) {
            addRow(grid, key, key.equals("surprisal") || key.equals("entropy") ? texts.get("bits") : "");
        }
        return grid;
    }

    private HBox head(Side side) {
        CanvasPicture mark = new CanvasPicture(theme, 12, 12, "", (pen, width, height) -> pen.mark(side, 6, 6, 8));
        mark.setFocusTraversable(false);
        Ui.size(mark, 12, 12);
        HBox head = new HBox(4, mark, Ui.text(texts.get(side.key()), "c11", "med"));
        head.setAlignment(Pos.CENTER_RIGHT);
        head.setMinHeight(20);
        return head;
    }

    private void addRow(GridPane grid, String key, String unit) {
        int row = grid.getRowCount();
        Label name = Ui.text(texts.get("numbers." + key), "c12", "muted");
        name.setMinHeight(18);
        grid.add(name, 0, row);
        grid.add(figure(key + "-teacher", Ui.value("", "c12", "mono")), 1, row);
        grid.add(figure(key + "-student", Ui.value("", "c12", "mono")), 2, row);
        grid.add(Ui.pad(Ui.text(unit, "c11", "muted"), 0, 0, 0, 8), 3, row);
    }

    private VBox provenance() {
        return Ui.pad(new VBox(fact("ends"), fact("paths"), fact("dropped"), fact("healed"), fact("error")), 3, 0, 0, 0);
    }

    private HBox fact(String key) {
        HBox fact = Ui.row(4, Ui.text(texts.get("numbers." + key), "c12", "muted"), Ui.space(), figure(key, Ui.text("", "c12", "mono")));
        fact.setMinHeight(18);
        return fact;
    }
}
