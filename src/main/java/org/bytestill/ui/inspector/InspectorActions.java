package org.bytestill.ui.inspector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.inspect.ConverterError;
import org.bytestill.engine.reading.InspectedModel.Head;
import org.bytestill.ui.inspector.state.Bookmarks;
import org.bytestill.ui.inspector.state.BranchesViewModel;
import org.bytestill.ui.inspector.state.ByteFocus;
import org.bytestill.ui.inspector.state.ByteFocus.Kind;
import org.bytestill.ui.inspector.state.ByteFocus.Row;
import org.bytestill.ui.inspector.state.ConverterErrorModel;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.InspectorViewModel.Move;
import org.bytestill.ui.inspector.state.KeyAction;
import org.bytestill.ui.inspector.state.Player;
import org.bytestill.ui.inspector.state.TimeTravel;
import org.bytestill.ui.inspector.state.WholeText;
import org.bytestill.util.Texts;

/** The keyboard shortcuts of the inspector, each with its action. */
final class InspectorActions {
    /** Ways to read, in the order of the key: the paper's beam, the reference, one pass over prefixes, the teacher's own tokens. */
    static final List<ConverterSettings> READINGS = List.of(ConverterSettings.USUAL_BEAM, ConverterError.REFERENCE,
            ConverterSettings.cover(), ConverterSettings.of(ConverterSettings.Method.EOT, false));
    private static final int ROWS = 14;

    private final Texts texts = Texts.of("inspector");
    private final InspectorViewModel model;
    private final WholeText whole;
    private final ConverterErrorModel error;
    private final BranchesViewModel branches;
    private final Bookmarks bookmarks;
    private final TimeTravel travel;
    private final Player player;
    private final Dialogs dialogs;
    private final List<KeyAction> all = new ArrayList<>();

    /** What asks the person something, or needs the window. */
    interface Dialogs {
        /** Whole columns of the ribbon in view. */
        int columns();

        void goTo();

        void find();

        void note();

        void savePicture();

        void copyCsv();

        void copyLink();

        void openLink();

        void keys(List<KeyAction> actions);
    }

    InspectorActions(InspectorViewModel model, WholeText whole, ConverterErrorModel error, BranchesViewModel branches, Bookmarks bookmarks,
            TimeTravel travel,
            Player player, Dialogs dialogs) {
        this.model = model;
        this.whole = whole;
        this.error = error;
        this.branches = branches;
        this.bookmarks = bookmarks;
        this.travel = travel;
        this.player = player;
        this.dialogs = dialogs;
        addMoves();
        addChoices();
        addViews();
    }

    List<KeyAction> all() {
        return all;
    }

    private void addMoves() {
        move("←  →", "key.byte", event -> isSideways(event) && !event.isControlDown() && !event.isAltDown(), this::byteStep);
        move("Ctrl ←  →", "key.character", event -> isSideways(event) && event.isControlDown(),
                event -> (moves, from) -> moves.byCharacter(from, isForward(event)));
        move("Alt ←  →", "key.teacherToken", event -> isSideways(event) && event.isAltDown() && !event.isShiftDown(),
                event -> (moves, from) -> moves.byTeacherToken(from, isForward(event)));
        move("Alt Shift ←  →", "key.studentToken", event -> isSideways(event) && event.isAltDown() && event.isShiftDown(),
                event -> (moves, from) -> moves.byStudentToken(from, isForward(event)));
        act("Home  End", "key.ends", event -> event.getCode() == KeyCode.HOME || event.getCode() == KeyCode.END,
                event -> whole.goTo(event.getCode() == KeyCode.HOME ? 0 : whole.bytes().length - 1));
        act("PgUp  PgDn", "key.page", event -> event.getCode() == KeyCode.PAGE_UP || event.getCode() == KeyCode.PAGE_DOWN, event -> {
            boolean down = event.getCode() == KeyCode.PAGE_DOWN;
            whole.step((moves, from) -> moves.byBytes(from, down ? dialogs.columns() : -dialogs.columns()), down);
        });
        act("G", "key.goto", plain(KeyCode.G), event -> dialogs.goTo());
        act("Ctrl F", "key.find", event -> event.getCode() == KeyCode.F && event.isShortcutDown() && !event.isShiftDown(),
                event -> dialogs.find());
        act("N  P", "key.worst", event -> isNextOrPrevious(event) && !event.isShiftDown(), event -> byKl(event.getCode() == KeyCode.N));
        act("Shift N  P", "key.disagreement", event -> isNextOrPrevious(event) && event.isShiftDown(),
                event -> whole.toDisagreement(event.getCode() == KeyCode.N));
    }

    private Move byteStep(KeyEvent event) {
        return (moves, from) -> moves.byBytes(from, isForward(event) ? 1 : -1);
    }

    private static boolean isSideways(KeyEvent event) {
        return event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT;
    }

    private static boolean isForward(KeyEvent event) {
        return event.getCode() == KeyCode.RIGHT;
    }

    private static boolean isNextOrPrevious(KeyEvent event) {
        return (event.getCode() == KeyCode.N || event.getCode() == KeyCode.P) && isFree(event);
    }

    private void addChoices() {
        act("↑  ↓", "key.choose", event -> (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN) && isFree(event),
                event -> choose(event.getCode() == KeyCode.DOWN));
        act("Enter", "key.fork", plain(KeyCode.ENTER), event -> branches.fork());
        act("Ctrl Z", "key.undo", event -> event.getCode() == KeyCode.Z && event.isShortcutDown() && !event.isShiftDown(),
                event -> branches.undo());
        act("Ctrl Shift Z", "key.redo", event -> event.getCode() == KeyCode.Z && event.isShortcutDown() && event.isShiftDown(),
                event -> branches.redo());
        act("[  ]", "key.travel", event -> isSign(event, KeyCode.OPEN_BRACKET, "[") || isSign(event, KeyCode.CLOSE_BRACKET, "]"),
                event -> travel.step(isSign(event, KeyCode.OPEN_BRACKET, "[")));
        act("E", "key.reading", plain(KeyCode.E), event -> nextReading());
        act("H", "key.head", plain(KeyCode.H),
                event -> model.headProperty().set(model.headProperty().get() == Head.TOKEN ? Head.BYTE : Head.TOKEN));
        act("C", "key.error", plain(KeyCode.C), event -> error.wishedProperty().set(!error.wishedProperty().get()));
        act("F", "key.freeze", plain(KeyCode.F), event -> model.frozenProperty().set(!model.frozenProperty().get()));
    }

    private void addViews() {
        act("L", "key.scale", plain(KeyCode.L), event -> model.logarithmicProperty().set(!model.logarithmicProperty().get()));
        act("T", "key.sides", plain(KeyCode.T), event -> model.sidesProperty().set(model.sidesProperty().get().next()));
        act("Space", "key.play", plain(KeyCode.SPACE), event -> player.toggle());
        act("+  −", "key.speed", event -> isPlus(event) || isMinus(event), event -> player.change(isPlus(event)));
        act("B", "key.bookmark", plain(KeyCode.B), event -> bookmark());
        act("F2", "key.note", plain(KeyCode.F2), event -> dialogs.note());
        act("Ctrl Shift S", "key.save", chord(KeyCode.S), event -> dialogs.savePicture());
        act("Ctrl Shift C", "key.csv", chord(KeyCode.C), event -> dialogs.copyCsv());
        act("Ctrl Shift L", "key.link", chord(KeyCode.L), event -> dialogs.copyLink());
        act("Ctrl Shift O", "key.openLink", chord(KeyCode.O), event -> dialogs.openLink());
        act("?", "key.keys", event -> isSign(event, null, "?") || event.getCode() == KeyCode.SLASH && event.isShiftDown(),
                event -> dialogs.keys(all));
    }

    private static boolean isPlus(KeyEvent event) {
        return isSign(event, KeyCode.ADD, "+") || isSign(event, KeyCode.PLUS, "+") || event.getCode() == KeyCode.EQUALS && isFree(event);
    }

    private static boolean isMinus(KeyEvent event) {
        return isSign(event, KeyCode.SUBTRACT, "-") || isSign(event, KeyCode.MINUS, "-");
    }

    /** A sign wherever it lies on this keyboard. */
    private static boolean isSign(KeyEvent event, KeyCode code, String sign) {
        return !event.isShortcutDown() && (event.getCode() == code || sign.equals(event.getText()));
    }

    private static boolean isFree(KeyEvent event) {
        return !event.isShortcutDown() && !event.isAltDown();
    }

    private static Predicate<KeyEvent> plain(KeyCode code) {
        return event -> event.getCode() == code && isFree(event) && !event.isShiftDown();
    }

    private static Predicate<KeyEvent> chord(KeyCode code) {
        return event -> event.getCode() == code && event.isShortcutDown() && event.isShiftDown();
    }

    private void act(String keys, String what, Predicate<KeyEvent> when, java.util.function.Consumer<KeyEvent> act) {
        all.add(new KeyAction(keys, what, when, act));
    }

    private void move(String keys, String what, Predicate<KeyEvent> when, java.util.function.Function<KeyEvent, Move> move) {
        act(keys, what, when, event -> whole.step(move.apply(event), isForward(event)));
    }

    /** Up or down among the bytes that may come next, in the order in which they are drawn. */
    private void choose(boolean down) {
        ByteFocus focus = model.focus();
        if (focus == null) {
            return;
        }
        List<Integer> bytes = focus.rows(ROWS).stream().filter(row -> row.kind() == Kind.BYTE).map(Row::value).toList();
        int at = bytes.indexOf(model.chosenByteProperty().get());
        int next = at < 0 ? (down ? 0 : bytes.size() - 1) : at + (down ? 1 : -1);
        model.chosenByteProperty().set(next < 0 || next >= bytes.size() ? InspectorViewModel.NO_BYTE : bytes.get(next));
    }

    /** To the byte with the largest KL, and on or back in that order; says how far. */
    void byKl(boolean next) {
        whole.byKl(next).ifPresent(rank -> model.say(texts.get("worst.rank", rank.number(), rank.of())));
    }

    private void nextReading() {
        int at = READINGS.indexOf(model.converterProperty().get());
        model.converterProperty().set(READINGS.get((at + 1) % READINGS.size()));
    }

    private void bookmark() {
        if (model.analysisProperty().get() != null) {
            bookmarks.toggle(whole.place());
        }
    }
}
