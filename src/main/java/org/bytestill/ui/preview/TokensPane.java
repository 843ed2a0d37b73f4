package org.bytestill.ui.preview;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.bytestill.engine.preview.ReadText;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;

/**
 * The tokens of a text in rows, of which only those in sight are drawn: a document may have hundred thousands. One token is chosen, by
 * mouse or by arrows.
 */
final class TokensPane extends HBox {
    private static final double ROW = 26;
    private static final double MARGIN = 4;

    private final CanvasPicture picture;
    private final ScrollBar bar = new ScrollBar();
    private final ChipPainter painter;
    private final ReadOnlyObjectWrapper<Chip> chosen = new ReadOnlyObjectWrapper<>(this, "chosen");
    private List<ReadText> texts = List.of();
    private List<Chip> chips = List.of();
    /** Index of the chosen token. */
    private int at;

    TokensPane(Theme theme, Side side) {
        painter = new ChipPainter(side);
        picture = Ui.id(new CanvasPicture(theme, 100, 100, "", this::draw), "preview-tokens-" + side.key());
        bar.setOrientation(Orientation.VERTICAL);
        bar.setUnitIncrement(ROW);
        bar.valueProperty().addListener((observable, before, now) -> picture.redraw());
        picture.widthProperty().addListener((observable, before, now) -> layOut());
        picture.heightProperty().addListener((observable, before, now) -> fitBar());
        picture.setOnScroll(event -> scrollTo(bar.getValue() - event.getDeltaY()));
        picture.setOnMousePressed(event -> {
            picture.requestFocus();
            under(event.getX(), event.getY()).ifPresent(this::choose);
        });
        picture.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        getChildren().addAll(Ui.grow(picture), bar);
    }

    /** The token that the keyboard is at; null if there is no text. */
    ReadOnlyObjectProperty<Chip> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** What the tokens are in words, for those who hear them. */
    void setSummary(String summary) {
        picture.setSummary(summary);
    }

    void show(List<ReadText> shown) {
        texts = shown;
        at = 0;
        chosen.set(null);
        bar.setValue(0);
        layOut();
    }

    private void layOut() {
        chips = picture.getWidth() < 1 ? List.of() : Chip.layOut(texts, Math.max(1, picture.getWidth() - 2 * MARGIN));
        chosen.set(chips.isEmpty() ? null : chips.get(at));
        fitBar();
        picture.redraw();
    }

    private void fitBar() {
        double height = chips.isEmpty() ? 0 : (chips.get(chips.size() - 1).row() + 1) * ROW + 2 * MARGIN;
        double seen = Math.max(1, picture.getHeight());
        bar.setMax(Math.max(0, height - seen));
        bar.setVisibleAmount(height <= seen ? 0 : bar.getMax() * seen / height);
        bar.setBlockIncrement(Math.max(ROW, seen - ROW));
        bar.setVisible(height > seen);
        scrollTo(bar.getValue());
    }

    private void scrollTo(double value) {
        bar.setValue(Math.max(0, Math.min(bar.getMax(), value)));
    }

    private void draw(Painter pen, double width, double height) {
        double top = MARGIN - Math.round(bar.getValue());
        int first = (int) Math.max(0, Math.floor(-top / ROW));
        for (int i = firstOf(first); i < chips.size() && top + chips.get(i).row() * ROW < height; i++) {
            Chip chip = chips.get(i);
            Chip moved = new Chip(chip.text(), chip.token(), chip.number(), chip.visible(), chip.x() + MARGIN, chip.width(), chip.row());
            painter.paint(pen, moved, top + chip.row() * ROW + (ROW - ChipPainter.HEIGHT) / 2, chip == chosen.get());
        }
    }

    /** Index of the first token in a row, or in one after it. */
    private int firstOf(int row) {
        int low = 0;
        int high = chips.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (chips.get(middle).row() < row) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Optional<Integer> under(double x, double y) {
        return nearest((int) Math.floor((y + bar.getValue() - MARGIN) / ROW), x - MARGIN);
    }

    /** The token of a row that lies under a place, or next to it. */
    private Optional<Integer> nearest(int row, double x) {
        int first = firstOf(row);
        if (first == chips.size() || chips.get(first).row() != row) {
            return Optional.empty();
        }
        int nearest = first;
        while (nearest + 1 < chips.size() && chips.get(nearest + 1).row() == row && chips.get(nearest + 1).x() <= x) {
            nearest++;
        }
        return Optional.of(nearest);
    }

    private void choose(int index) {
        at = index;
        chosen.set(chips.get(index));
        double top = chips.get(index).row() * ROW;
        double seen = picture.getHeight() - 2 * MARGIN;
        if (top < bar.getValue()) {
            scrollTo(top);
        } else if (top + ROW > bar.getValue() + seen) {
            scrollTo(top + ROW - seen);
        }
        picture.redraw();
    }

    private void pressed(KeyEvent event) {
        if (chosen.get() == null || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        int page = (int) Math.max(1, Math.floor(picture.getHeight() / ROW) - 1);
        switch (event.getCode()) {
            case LEFT -> step(at - 1);
            case RIGHT -> step(at + 1);
            case HOME -> step(0);
            case END -> step(chips.size() - 1);
            case UP -> move(-1);
            case DOWN -> move(1);
            case PAGE_UP -> move(-page);
            case PAGE_DOWN -> move(page);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void step(int index) {
        choose(Math.max(0, Math.min(chips.size() - 1, index)));
    }

    private void move(int rows) {
        int last = chips.get(chips.size() - 1).row();
        int row = Math.max(0, Math.min(last, chosen.get().row() + rows));
        double x = chosen.get().x();
        // Between two texts there is a row without tokens.
        nearest(row, x).or(() -> nearest(row + Integer.signum(rows), x)).ifPresent(this::choose);
    }
}
