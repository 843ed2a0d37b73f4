package org.bytestill.ui.inspector.branches;

import java.util.Arrays;
import java.util.OptionalLong;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.BranchesViewModel;
import org.bytestill.ui.inspector.state.ByteText;
import org.bytestill.ui.inspector.state.Fork;
import org.bytestill.ui.inspector.state.ForkTree;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.Sides;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/**
 * The tree of branches, who writes the next one and how. Clicking a row opens its text, compared with the text it branched from.
 */
public final class BranchesPane extends VBox {
    private final BranchesViewModel branches;
    private final InspectorViewModel model;
    private final Theme theme;
    private final Texts texts;
    private final TreeView<Integer> tree = Ui.id(Ui.style(new TreeView<>(), "branches"), "inspector-branches");
    private final Button undo;
    private final Button redo;
    private final HBox tools;

    public BranchesPane(BranchesViewModel branches, InspectorViewModel model, Theme theme, Texts texts) {
        super(6);
        this.branches = branches;
        this.model = model;
        this.theme = theme;
        this.texts = texts;
        undo = Ui.id(Ui.iconButton("mdi2u-undo", "", branches::undo, "small"), "inspector-undo");
        redo = Ui.id(Ui.iconButton("mdi2r-redo", "", branches::redo, "small"), "inspector-redo");
        Ui.pad(this, 4, 12, 8, 12);
        tree.setAccessibleText(texts.get("branches.tree"));
        tree.setCellFactory(view -> new Row());
        tree.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open();
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE && chosen() != null) {
                branches.remove(chosen());
                event.consume();
            }
        });
        tree.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                open();
            }
        });
        tree.setFixedCellSize(22);
        tools = deeds();
        getChildren().addAll(writers(), Ui.grow(tree));
        Ui.whenAny(this::show, branches.tree().revisionProperty(), model.analysisProperty());
        show();
    }

    private HBox writers() {
        SegmentedButton who = Ui.id(Ui.segments(0, texts.get("branches.both"), texts.get("teacher"), texts.get("student")),
                "branches-writers");
        who.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now != null) {
                branches.writersProperty().set(Sides.values()[(int) ((ToggleButton) now).getUserData()]);
            }
        });
        SegmentedButton how = Ui.id(Ui.segments(0, texts.get("branches.greedy"), texts.get("branches.drawn")), "branches-how");
        how.getToggleGroup().selectedToggleProperty().addListener((observable, before, now) -> {
            if (now != null) {
                branches.drawnProperty().set((int) ((ToggleButton) now).getUserData() == 1);
            }
        });
        TextField seed = Ui.id(Ui.size(new TextField(Long.toString(branches.seedProperty().get())), 56, 24), "branches-seed");
        seed.setAccessibleText(texts.get("branches.seed"));
        Ui.explain(seed, texts.get("branches.seed"));
        seed.setTextFormatter(
                new javafx.scene.control.TextFormatter<String>(change -> change.getControlNewText().matches("\\d{0,9}") ? change : null));
        seed.textProperty().addListener((observable, before, now) -> branches.seedProperty().set(now.isEmpty() ? 0 : Long.parseLong(now)));
        seed.visibleProperty().bind(branches.drawnProperty());
        return Ui.style(Ui.row(8, who, how, seed), "small-seg");
    }

    /** Fork, undo and redo, for the head of the panel. */
    public HBox tools() {
        return tools;
    }

    private HBox deeds() {
        Button fork = Ui.id(Ui.button(texts.get("branches.fork.short"), "mdi2s-source-branch", branches::fork, "small"), "inspector-fork");
        Ui.explain(fork, "");
        fork.accessibleTextProperty().bind(Bindings.createStringBinding(() -> model.chosenByteProperty().get() < 0
                ? texts.get("branches.fork", place())
                : texts.get("branches.fork.byte", place(), BranchesViewModel.named(model.chosenByteProperty().get())),
                model.chosenByteProperty(), model.cursorProperty(), model.analysisProperty()));
        fork.accessibleHelpProperty().bind(fork.accessibleTextProperty());
        fork.disableProperty().bind(model.analysisProperty().isNull());
        return Ui.row(4, fork, undo, redo);
    }

    /** Place of the cursor in the whole text. */
    private int place() {
        Analysis analysis = model.analysisProperty().get();
        return analysis == null ? 0 : analysis.place(model.cursorProperty().get());
    }

    private Fork chosen() {
        TreeItem<Integer> item = tree.getSelectionModel().getSelectedItem();
        return item == null ? null : fork(item.getValue());
    }

    private Fork fork(int number) {
        return branches.tree().forks().stream().filter(fork -> fork.number() == number).findFirst().orElse(null);
    }

    private void open() {
        if (tree.getSelectionModel().getSelectedItem() != null) {
            branches.open(chosen());
        }
    }

    private void show() {
        ForkTree forks = branches.tree();
        TreeItem<Integer> selected = tree.getSelectionModel().getSelectedItem();
        TreeItem<Integer> root = new TreeItem<>(0);
        root.setExpanded(true);
        addChildren(root);
        tree.setRoot(forks.forks().isEmpty() ? null : root);
        if (selected != null) {
            select(root, selected.getValue());
        }
        say(undo, forks.undoes(), "branches.undo", "branches.undo.none");
        say(redo, forks.redoes(), "branches.redo", "branches.redo.none");
    }

    private void addChildren(TreeItem<Integer> parent) {
        for (Fork fork : branches.tree().children(parent.getValue())) {
            TreeItem<Integer> child = new TreeItem<>(fork.number());
            child.setExpanded(true);
            addChildren(child);
            parent.getChildren().add(child);
        }
    }

    private void select(TreeItem<Integer> item, int number) {
        if (item.getValue() == number) {
            tree.getSelectionModel().select(item);
        }
        item.getChildren().forEach(child -> select(child, number));
    }

    /** The button says what it would do before it is pressed. */
    private void say(Button button, String deed, String what, String none) {
        String sentence = deed.isEmpty() ? texts.get(none) : texts.get(what, deed);
        button.setDisable(deed.isEmpty());
        button.setAccessibleText(sentence);
        button.setAccessibleHelp(sentence);
    }

    /** Bytes of a branch that are those of the text it left, counted from the fork. */
    private int sameAsBefore(Fork fork) {
        byte[] parent = fork.parent() == 0 ? branches.tree().root() : branches.tree().textOf(fork(fork.parent()));
        int end = Arrays.mismatch(branches.tree().textOf(fork), parent);
        return (end < 0 ? Math.min(branches.tree().textOf(fork).length, parent.length) : end) - fork.offset();
    }

    /** A branch: who wrote, what, how probable the forced byte was, how far it stays with the text. */
    private final class Row extends TreeCell<Integer> {
        @Override
        protected void updateItem(Integer number, boolean empty) {
            super.updateItem(number, empty);
            setText(null);
            setGraphic(empty || number == null ? null : number == 0 ? root() : row(fork(number)));
        }

        private HBox root() {
            boolean seen = branches.tree().branchOf(model.textProperty().get()) == 0;
            return Ui.row(8, Ui.text(texts.get("branches.text"), "c12", seen ? "med" : "muted"));
        }

        private HBox row(Fork fork) {
            if (fork == null) {
                return Ui.row(0);
            }
            CanvasPicture mark = new CanvasPicture(theme, 12, 12, "", (pen, width, height) -> pen.mark(fork.by(), 6, 6, 8));
            mark.setFocusTraversable(false);
            boolean seen = branches.tree().branchOf(model.textProperty().get()) == fork.number();
            Label text = Ui.style(new Label(words(fork)), "mono", "c12", seen ? "med" : "fg");
            text.setTextOverrun(OverrunStyle.ELLIPSIS);
            text.setMinWidth(0);
            text.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(text, Priority.ALWAYS);
            Label figure = Ui.text(Double.isNaN(fork.probability()) ? "" : Format.probability(fork.probability()), "mono", "c11", "muted");
            HBox row = Ui.row(6, Ui.size(mark, 12, 12), text, figure);
            row.setAccessibleText(spoken(fork));
            Ui.explain(text, spoken(fork));
            // Within the tree's width, less its indents and bar: a long branch is cut, its figure is not.
            row.maxWidthProperty().bind(tree.widthProperty().subtract(56 + 14 * level(fork)));
            return row;
        }

        private int level(Fork fork) {
            Fork parent = fork.parent() == 0 ? null : fork(fork.parent());
            return parent == null ? 1 : 1 + level(parent);
        }

        private String words(Fork fork) {
            if (branches.tree().failure(fork) != null) {
                return texts.get("branches.failed", FailureText.of(branches.tree().failure(fork)));
            }
            String forced = fork.forced() < 0 ? "" : BranchesViewModel.named(fork.forced());
            if (branches.tree().written(fork) == null) {
                return Format.count(branches.place(fork.offset())) + " " + forced + " …";
            }
            String end = branches.tree().written(fork).ended() ? " " + texts.get("branches.end") : "";
            return Format.count(branches.place(fork.offset())) + " " + forced + "|" + line(branches.tree().written(fork).bytes()) + end;
        }

        private String line(byte[] bytes) {
            return ByteText.show(bytes).replace("\n", "↵").replace("\t", "⇥");
        }

        private String spoken(Fork fork) {
            String how = fork.seed().equals(OptionalLong.empty()) ? texts.get("branches.greedy")
                    : texts.get("branches.drawnWith", fork.seed().getAsLong());
            String writer = texts.get(fork.by().key());
            return branches.tree().written(fork) == null ? words(fork)
                    : texts.get("branches.spoken", branches.place(fork.offset()), writer, how, line(branches.tree().written(fork).bytes()),
                            sameAsBefore(fork));
        }
    }
}
