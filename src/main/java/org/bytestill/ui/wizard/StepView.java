package org.bytestill.ui.wizard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Ui;

/** What the pages of the wizard share: a form, written in FXML, of rows that are bound to keys. */
public abstract class StepView {
    @FXML
    private VBox form;

    private final List<SettingRow> rows = new ArrayList<>();
    private WizardContext context;

    /** Fills the form. Pages with more than rows add it in {@link #ready()}. */
    final void bind(WizardContext given) {
        context = given;
        addRows();
        rowsIn(form).forEach(rows::add);
        for (SettingRow row : rows) {
            row.bind(context);
            SettingModel setting = context.model().setting(row.getKey());
            setting.belongsProperty().addListener((observable, before, now) -> showRows());
            setting.problems().addListener((Observable change) -> showRows());
        }
        context.model().essentialsOnlyProperty().addListener((observable, before, now) -> showRows());
        showRows();
        ready();
    }

    /** Adds rows that are not in the page's FXML, before all are bound. */
    protected void addRows() {}

    /** True if the page's FXML has a row of that key. */
    final boolean isInForm(String key) {
        return rowsIn(form).anyMatch(row -> row.getKey().equals(key));
    }

    private static Stream<SettingRow> rowsIn(Parent parent) {
        return parent.getChildrenUnmodifiable().stream().flatMap(child -> child instanceof SettingRow row ? Stream.of(row)
                : child instanceof Parent inner ? rowsIn(inner) : Stream.empty());
    }

    /** Shown are the rows of the chosen objective, or the essentials among them; and any row with a problem. */
    private void showRows() {
        boolean essentialsOnly = context.model().essentialsOnlyProperty().get();
        for (SettingRow row : rows) {
            boolean wrong = !context.model().setting(row.getKey()).problems().isEmpty();
            Ui.show(row, wrong || belongs(row) && (!row.isAdvanced() || !essentialsOnly));
        }
        hideEmptySections();
    }

    private boolean belongs(SettingRow row) {
        return context.model().setting(row.getKey()).belongsProperty().get();
    }

    /** A section's heading goes with its rows. */
    private void hideEmptySections() {
        Node heading = null;
        boolean any = true;
        for (Node child : form.getChildren()) {
            if (child instanceof Label && child.getStyleClass().contains("section")) {
                if (heading != null) {
                    Ui.show(heading, any);
                }
                heading = child;
                any = false;
            } else {
                any |= child.isVisible();
            }
        }
        if (heading != null) {
            Ui.show(heading, any);
        }
    }

    /** Called once the rows are bound. */
    protected void ready() {}

    protected final WizardContext context() {
        return context;
    }

    protected final VBox form() {
        return form;
    }

    /** Rows that are left out while only the essentials are shown. */
    final long advancedRows() {
        return rows.stream().filter(row -> row.isAdvanced() && belongs(row)).count();
    }

    final Optional<SettingRow> firstRow() {
        return rows.stream().filter(Node::isVisible).findFirst();
    }

    final Optional<SettingRow> row(String key) {
        return rows.stream().filter(row -> row.getKey().equals(key)).findFirst();
    }
}
